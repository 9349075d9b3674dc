/** Offsets of the first character of each line, ascending. */
export type LineStarts = Uint32Array;

/** Lines end at `\n`. */
export function lineStartsOf(text: string): LineStarts {
  let starts = new Uint32Array(1024);
  let count = 1;
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) {
    if (count === starts.length) {
      const larger = new Uint32Array(2 * count);
      larger.set(starts);
      starts = larger;
    }
    starts[count++] = at + 1;
  }
  return starts.subarray(0, count);
}
