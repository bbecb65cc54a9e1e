/** Items in the order of their keys. Graph promises none, and a program must not change because it gives another one. */
export function sortedBy<Item>(items: readonly Item[], key: (item: Item) => string): Item[] {
  return [...items].sort((one, other) => (key(one) < key(other) ? -1 : Number(key(one) > key(other))));
}
