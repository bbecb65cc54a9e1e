let isEndured = false;

/**
 * Lets this process continue if its output has no reader because its engine was killed. Pulumi's host prints the failure of
 * a print as well, which fails in turn, so that the process would be busy with that and grow until it is killed too.
 */
export function endureUnreadOutput(): void {
  if (isEndured) return;
  isEndured = true;
  for (const stream of [process.stdout, process.stderr]) stream.on("error", () => undefined);
}
