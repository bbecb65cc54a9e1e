/** Replicas answer in turn; with a seed in an order that looks like chance and is the same every time. */
export function takeTurns(replicas: number, seed?: number): () => number {
  if (seed === undefined) {
    let turn = 0;
    return () => turn++ % replicas;
  }
  let state = seed;
  return () => {
    // Numerical Recipes' linear congruential generator: its high bits are good enough for this.
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * replicas);
  };
}
