import { readFile } from "node:fs/promises";

/**
 * What a process has to trust so that it reaches the simulator and, behind a company's proxy, still everything else: Node
 * reads one file of extra authorities, and a shell that takes ours must not lose those that it had. Ours stands first.
 */
export async function trustedAuthorities(
  own: string,
  otherFile: string | undefined,
  warn: (text: string) => void,
): Promise<string> {
  if (!otherFile) return own;
  try {
    const others = await readFile(otherFile, "utf8");
    return `${own}${others}${others.endsWith("\n") ? "" : "\n"}`;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    warn(
      `could not read the certificate authorities in ${otherFile} (${code}): only the simulator's own is trusted`,
    );
    return own;
  }
}
