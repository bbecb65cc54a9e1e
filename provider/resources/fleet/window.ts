/** So many are under way at a time: enough to fill all batches that can be in flight while others are planned. */
const mostUnderWay = 200;

/** So many more may wait for something that is not there yet. */
const mostAside = 2_000;

/**
 * Works through many things, a window of them at a time, so that memory does not grow with their number. What has to wait
 * for long steps aside, and makes room for the next.
 *
 * @param task Must not throw. Undefined when there was nothing to wait for.
 */
export async function inWindow<T>(
  things: Iterable<T>,
  task: (thing: T, stepAside: () => void) => Promise<void> | undefined,
): Promise<void> {
  const counts = { underWay: 0, aside: 0 };
  let onRoom = () => {};
  const room = () => new Promise<void>((resolve) => (onRoom = resolve));
  const start = (thing: T) => {
    let isAside = false;
    const leave = (from: keyof typeof counts) => {
      counts[from]--;
      onRoom();
    };
    const stepAside = () => {
      if (isAside || counts.aside >= mostAside) return;
      isAside = true;
      counts.aside++;
      leave("underWay");
    };
    counts.underWay++;
    const working = task(thing, stepAside);
    if (working) void working.finally(() => leave(isAside ? "aside" : "underWay"));
    else leave("underWay");
  };
  for (const thing of things) {
    while (counts.underWay >= mostUnderWay) await room();
    start(thing);
  }
  while (counts.underWay + counts.aside > 0) await room();
}
