/** The shell whose quoting a line follows. */
export type Shell = "posix" | "powershell";

export interface ShellNeeds {
  readonly environment: Readonly<Record<string, string>>;
  readonly pulumiConfig: Readonly<Record<string, string>>;
}

/** Lines to paste into the shell that runs pulumi, in the folder of a project with a selected stack. */
export function shellLines({ environment, pulumiConfig }: ShellNeeds, shell: Shell): string[] {
  const quote = shell === "posix" ? quoteForPosix : quoteForPowerShell;
  return [
    ...Object.entries(environment).map(([name, value]) =>
      shell === "posix" ? `export ${name}=${quote(value)}` : `$env:${name} = ${quote(value)}`,
    ),
    ...Object.entries(pulumiConfig).map(([key, value]) => `pulumi config set ${key} ${quote(value)}`),
  ];
}

function quoteForPosix(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

function quoteForPowerShell(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
