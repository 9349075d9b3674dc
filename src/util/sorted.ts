/** A list in order. Most are of one item, for which `sort` makes lists of its own all the same. */
export function sorted<T>(list: readonly T[], compare: (a: T, b: T) => number): readonly T[] {
  return list.length < 2 ? list : list.toSorted(compare);
}
