import type { RetryWait } from "../graph/graphClient";

/** What a command says beside its data: lines on stderr and, in a terminal, how far it is. */
export interface Talk {
  readonly say: (line: string) => void;
  /** Whether anybody sees the progress, so that it is worth a question how much there is. */
  readonly showsProgress: boolean;
  /** @param total Undefined while nobody knows it. */
  readonly progress: (what: string, done: number, total?: number) => void;
  readonly waiting: (wait: RetryWait) => void;
  /** Takes the progress away from the terminal. */
  readonly end: () => void;
}

/** A wait that is shorter than this is not worth a line in a log. */
const longWait = 5_000;
const barWidth = 24;
const eraseLine = "\r\x1b[2K";

export function talkOn(stream: NodeJS.WriteStream): Talk {
  let shown = "";
  const show = (text: string) => {
    if (!stream.isTTY || text === shown) return;
    stream.write(text === "" ? eraseLine : `${eraseLine}${text.slice(0, Math.max(20, stream.columns - 1))}`);
    shown = text;
  };
  const say = (line: string) => {
    const before = shown;
    show("");
    stream.write(`${line}\n`);
    show(before);
  };
  return {
    say,
    showsProgress: stream.isTTY,
    progress: (what, done, total) => show(progressLine(what, done, total)),
    waiting: ({ summary, milliseconds }) => {
      if (milliseconds >= longWait)
        say(`${summary}; trying again in ${Math.round(milliseconds / 1000)} seconds.`);
    },
    end: () => show(""),
  };
}

/** `Reading users ████░░░░ 3,400 of 10,000`, or without the bar while the total is not known. */
export function progressLine(what: string, done: number, total?: number): string {
  const count = done.toLocaleString("en-US");
  if (total === undefined || total === 0) return `${what}: ${count}`;
  const filled = Math.round((barWidth * Math.min(done, total)) / total);
  const bar = "█".repeat(filled) + "░".repeat(barWidth - filled);
  return `${what} ${bar} ${count} of ${total.toLocaleString("en-US")}`;
}
