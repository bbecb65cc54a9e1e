/** The value of a variable that `simulate` prints for a shell, without the quotes. */
export function exported(stdout: string, name: string): string {
  return new RegExp(`^export ${name}='(.*)'$`, "m").exec(stdout)?.[1] ?? "";
}
