/** Where a person reads what is going on. */
export interface Output {
  say: (line: string) => void;
  /** Shows a line in place of the one shown before. Only a terminal can; elsewhere a line is said now and then. */
  show?: (line: string) => void;
}

/** Standard error, so that a command's own result has standard output to itself. */
export function terminalOutput(stream: NodeJS.WriteStream = process.stderr): Output {
  const eraseLine = "\r\x1b[K";
  const say = (line: string) => stream.write(`${stream.isTTY ? eraseLine : ""}${line}\n`);
  if (!stream.isTTY) return { say };
  // A line wider than the terminal would wrap, and only its last row could be replaced.
  return { say, show: (line) => stream.write(eraseLine + line.slice(0, (stream.columns || 80) - 1)) };
}

/** Frequent enough that no one, and no CI service, takes the silence for a hang. */
const secondsBetweenLines = 15;

/** Does slow work, telling what it is, what it is at and how long it has taken. */
export async function withProgress<T>(
  output: Output,
  title: string,
  work: (tell: (detail: string) => void) => Promise<T>,
  clock: () => number = Date.now,
): Promise<T> {
  const start = clock();
  let detail = "";
  const elapsed = () => Math.round((clock() - start) / 1000);
  const line = () => `${title}: ${elapsed()} s${detail && `, ${detail}`}`;

  if (!output.show) output.say(title);
  const timer = output.show
    ? setInterval(() => output.show?.(line()), 1_000)
    : setInterval(() => output.say(line()), secondsBetweenLines * 1_000);
  try {
    output.show?.(title);
    const result = await work((news) => (detail = news));
    output.say(`${title}: done in ${elapsed()} s`);
    return result;
  } finally {
    clearInterval(timer);
    output.show?.("");
  }
}
