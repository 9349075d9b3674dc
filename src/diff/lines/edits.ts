/** A run of lines that both texts have, or of lines that one has instead of the other's. */
export interface Edit {
  /** Positions from 0; ends are exclusive. */
  readonly base: readonly [start: number, end: number];
  readonly head: readonly [start: number, end: number];
}

/**
 * Where two lists of lines differ, as few and as small as can be found in a time that grows with their length:
 * common ends are set aside, then lines that occur once on each side are matched, and what lies between them is
 * compared line by line while it is short.
 */
export function findEdits(base: readonly string[], head: readonly string[]): readonly Edit[] {
  const edits: Edit[] = [];
  compareRange(base, head, { base: [0, base.length], head: [0, head.length] }, edits);
  return edits;
}

function compareRange(
  base: readonly string[],
  head: readonly string[],
  range: Edit,
  into: Edit[],
): void {
  // Ranges that are still to be compared, the first one last.
  const pending: Edit[] = [range];
  let budget = MAX_PASSES * (base.length + head.length);
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const inner = trim(base, head, next);
    const [baseLength, headLength] = [lengthOf(inner.base), lengthOf(inner.head)];
    if (baseLength === 0 && headLength === 0) continue;
    if (baseLength === 0 || headLength === 0) {
      push(into, inner);
      continue;
    }
    budget -= baseLength + headLength;
    const anchors = budget < 0 ? [] : findAnchors(base, head, inner);
    if (anchors.length > 0) pending.push(...between(inner, anchors).reverse());
    else if (baseLength * headLength <= MAX_TABLE)
      for (const edit of compareShort(base, head, inner)) push(into, edit);
    else push(into, inner);
  }
}

// Lines of one side times lines of the other: a quarter of a megabyte, far more than a changed rule takes.
const MAX_TABLE = 250_000;

// How often each line may be looked at for lines to match.
const MAX_PASSES = 40;

function lengthOf([start, end]: readonly [number, number]): number {
  return end - start;
}

/** Neighbours become one. */
function push(into: Edit[], edit: Edit): void {
  const last = into.at(-1);
  if (last?.base[1] !== edit.base[0] || last.head[1] !== edit.head[0]) {
    into.push(edit);
    return;
  }
  into[into.length - 1] = {
    base: [last.base[0], edit.base[1]],
    head: [last.head[0], edit.head[1]],
  };
}

function trim(base: readonly string[], head: readonly string[], range: Edit): Edit {
  let [baseStart, baseEnd] = range.base;
  let [headStart, headEnd] = range.head;
  while (baseStart < baseEnd && headStart < headEnd && base[baseStart] === head[headStart]) {
    baseStart++;
    headStart++;
  }
  while (baseStart < baseEnd && headStart < headEnd && base[baseEnd - 1] === head[headEnd - 1]) {
    baseEnd--;
    headEnd--;
  }
  return { base: [baseStart, baseEnd], head: [headStart, headEnd] };
}

type Anchor = readonly [base: number, head: number];

/** Lines that occur once on each side, in an order that both sides have: the longest such series. */
function findAnchors(
  base: readonly string[],
  head: readonly string[],
  range: Edit,
): readonly Anchor[] {
  const inHead = uniquePositions(head, range.head);
  const pairs: Anchor[] = [];
  for (const [line, position] of uniquePositions(base, range.base)) {
    const other = inHead.get(line) ?? -1;
    if (position >= 0 && other >= 0) pairs.push([position, other]);
  }
  pairs.sort(([a], [b]) => a - b);
  return longestIncreasing(pairs);
}

/** The position of each line; -1 for one that occurs again. */
function uniquePositions(
  lines: readonly string[],
  [start, end]: readonly [number, number],
): ReadonlyMap<string, number> {
  const positions = new Map<string, number>();
  for (let at = start; at < end; at++) {
    const line = lines[at] ?? '';
    positions.set(line, positions.has(line) ? -1 : at);
  }
  return positions;
}

interface Link {
  readonly anchor: Anchor;
  readonly before: Link | null;
}

/** Patience sorting: each pile's top is the end of the best series of its length. */
function longestIncreasing(pairs: readonly Anchor[]): readonly Anchor[] {
  const tops: Link[] = [];
  for (const anchor of pairs) {
    let [low, high] = [0, tops.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((tops[middle]?.anchor[1] ?? 0) < anchor[1]) low = middle + 1;
      else high = middle;
    }
    tops[low] = { anchor, before: tops[low - 1] ?? null };
  }
  const series: Anchor[] = [];
  for (let link = tops.at(-1) ?? null; link !== null; link = link.before) series.push(link.anchor);
  return series.reverse();
}

function between(range: Edit, anchors: readonly Anchor[]): Edit[] {
  const ranges: Edit[] = [];
  let [baseStart, headStart] = [range.base[0], range.head[0]];
  for (const [base, head] of anchors) {
    ranges.push({ base: [baseStart, base], head: [headStart, head] });
    [baseStart, headStart] = [base + 1, head + 1];
  }
  ranges.push({ base: [baseStart, range.base[1]], head: [headStart, range.head[1]] });
  return ranges;
}

/** The longest common subsequence of two short ranges, by its table. */
function compareShort(base: readonly string[], head: readonly string[], range: Edit): Edit[] {
  const [from, to] = [base.slice(...range.base), head.slice(...range.head)];
  const common = commonLengths(from, to);
  const edits: Edit[] = [];
  let [row, column] = [0, 0];
  while (row < from.length || column < to.length) {
    const [baseAt, headAt] = [range.base[0] + row, range.head[0] + column];
    if (row < from.length && column < to.length && from[row] === to[column]) {
      row++;
      column++;
    } else if (column >= to.length || common(row + 1, column) >= common(row, column + 1)) {
      push(edits, { base: [baseAt, baseAt + 1], head: [headAt, headAt] });
      row++;
    } else {
      push(edits, { base: [baseAt, baseAt], head: [headAt, headAt + 1] });
      column++;
    }
  }
  return edits;
}

/** How many lines both lists have in common, in order, from two positions on; -1 beyond the end of the first. */
function commonLengths(
  from: readonly string[],
  to: readonly string[],
): (row: number, column: number) => number {
  const width = to.length + 1;
  const table = new Uint32Array((from.length + 1) * width);
  const at = (row: number, column: number): number => table[row * width + column] ?? -1;
  for (let row = from.length - 1; row >= 0; row--)
    for (let column = to.length - 1; column >= 0; column--)
      table[row * width + column] =
        from[row] === to[column]
          ? at(row + 1, column + 1) + 1
          : Math.max(at(row + 1, column), at(row, column + 1));
  return (row, column) => (row > from.length ? -1 : at(row, column));
}
