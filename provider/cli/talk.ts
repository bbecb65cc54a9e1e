import type { RetryWait } from "../graph/graphClient";

/** What a command says beside its data: lines on stderr and, in a terminal, how far it is. */
export interface Talk {
  readonly say: (line: string) => void;
  /** Whether the progress is visible, so that it is worth a request for the total. */
  readonly showsProgress: boolean;
  /** @param total Undefined while it is not known. */
  readonly progress: (what: string, done: number, total?: number) => void;
  readonly waiting: (wait: RetryWait) => void;
  /** Takes the progress away from the terminal. */
  readonly end: () => void;
}

/** A wait that is shorter than this is not worth a line in a log. */
const longWait = 5_000;
const widestBar = 24;
const narrowestBar = 4;
/** What stays free of a line: the terminal writes `^C` there. */
const margin = 3;
const eraseLine = "\r\x1b[2K";

export function talkOn(stream: NodeJS.WriteStream): Talk {
  let shown = "";
  const show = (text: string) => {
    if (!stream.isTTY || text === shown) return;
    stream.write(`${eraseLine}${text}`);
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
    progress: (what, done, total) => show(progressLine(what, done, total, stream.columns - margin)),
    waiting: ({ summary, milliseconds }) => {
      if (milliseconds >= longWait)
        say(`${summary}; trying again in ${Math.round(milliseconds / 1000)} seconds.`);
    },
    end: () => show(""),
  };
}

/**
 * `Reading users ████░░░░ 3,400 of 10,000`, without the bar while the total is not known, or where there is no room for it.
 *
 * @param width How many columns there are.
 */
export function progressLine(what: string, done: number, total: number | undefined, width: number): string {
  const count = counted(done) + (total === undefined ? "" : ` of ${counted(total)}`);
  const barWidth = Math.min(widestBar, width - `${what}  ${count}`.length);
  if (total === undefined || total === 0 || barWidth < narrowestBar)
    return `${what}: ${count}`.slice(0, width);
  const filled = Math.round((barWidth * Math.min(done, total)) / total);
  return `${what} ${"█".repeat(filled)}${"░".repeat(barWidth - filled)} ${count}`;
}

/** A number as a person reads it: `3,000`. */
export function counted(count: number): string {
  return count.toLocaleString("en-US");
}

/** `1 principal`, or `15,000 principals`. */
export function principalsCounted(count: number): string {
  return `${counted(count)} ${count === 1 ? "principal" : "principals"}`;
}
