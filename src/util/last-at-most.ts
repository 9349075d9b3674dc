/**
 * Position of the last number that is not larger than a value, by binary search; 0 where all are larger.
 *
 * @param ascending - numbers in their order
 */
export function lastAtMost(ascending: ArrayLike<number>, value: number): number {
  let low = 0;
  let high = ascending.length;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((ascending[middle] ?? Infinity) <= value) low = middle;
    else high = middle;
  }
  return low;
}
