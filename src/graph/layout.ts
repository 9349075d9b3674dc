import { layers, type Graph, type GraphNode } from './model.ts';

/** A node with its place, in pixels. */
export interface Box {
  readonly node: GraphNode;
  /** Lines of its label, as they are drawn. */
  readonly lines: readonly string[];
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface Layout {
  readonly boxes: ReadonlyMap<string, Box>;
  readonly width: number;
  readonly height: number;
}

export const margin = 20;
export const lineHeight = 16;
const padding = 10;
const characterWidth = 7;
/** Between two columns; at least, as the boxes of a column have one width. */
export const gapAcross = 90;
const gapDown = 18;
const mostCharacters = 38;
const sweeps = 6;

/**
 * One column for each layer. Within a column, nodes stand near what they are connected with: in the order of
 * their neighbours' middle (the barycentre method of Sugiyama and others), a fixed number of sweeps.
 */
export function layOut(graph: Graph): Layout {
  const sized = new Map(graph.nodes.map((node) => [node.id, sizeOf(node)]));
  const columns = layers
    .map((layer) => graph.nodes.filter((node) => node.layer === layer).map(({ id }) => id))
    .filter((column) => column.length > 0);
  const neighbours = neighboursOf(graph);
  const middles = new Map<string, number>();
  let ordered = columns.map((column) => stack(column, sized, middles));
  for (let sweep = 0; sweep < sweeps; sweep += 1) {
    const order = sweep % 2 === 0 ? ordered.keys() : [...ordered.keys()].reverse();
    const next = [...ordered];
    for (const position of order)
      next[position] = settle(ordered[position] ?? [], { sized, neighbours, middles });
    ordered = next;
  }
  return place(ordered, sized, middles);
}

type Size = Pick<Box, 'node' | 'lines' | 'width' | 'height'>;

function sizeOf(node: GraphNode): Size {
  const sign = node.problem === null ? '' : node.problem === 'error' ? '✖ ' : '⚠ ';
  const lines = [`${sign}${node.kind}`, node.name, ...node.details].map(cut);
  const longest = lines.reduce((most, line) => Math.max(most, Array.from(line).length), 0);
  return {
    node,
    lines,
    width: longest * characterWidth + 2 * padding,
    height: lines.length * lineHeight + padding,
  };
}

function cut(text: string): string {
  const characters = Array.from(text);
  if (characters.length <= mostCharacters) return text;
  return `${characters.slice(0, mostCharacters - 1).join('')}…`;
}

function neighboursOf({ edges }: Graph): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  const add = (from: string, to: string): void => {
    const list = found.get(from);
    if (list === undefined) found.set(from, [to]);
    else list.push(to);
  };
  for (const { from, to } of edges) {
    add(from, to);
    add(to, from);
  }
  return found;
}

/** Places a column from the top, without gaps, and notes the middles. */
function stack(
  column: readonly string[],
  sized: ReadonlyMap<string, Size>,
  middles: Map<string, number>,
): readonly string[] {
  let y = 0;
  for (const id of column) {
    const height = sized.get(id)?.height ?? 0;
    middles.set(id, y + height / 2);
    y += height + gapDown;
  }
  return column;
}

interface Settling {
  readonly sized: ReadonlyMap<string, Size>;
  readonly neighbours: ReadonlyMap<string, readonly string[]>;
  readonly middles: Map<string, number>;
}

/** Brings a column into the order of its neighbours, each node as near to them as the others let it. */
function settle(
  column: readonly string[],
  { sized, neighbours, middles }: Settling,
): readonly string[] {
  const wanted = new Map(
    column.map((id) => {
      const others = neighbours.get(id) ?? [];
      const sum = others.reduce((total, other) => total + (middles.get(other) ?? 0), 0);
      return [id, others.length === 0 ? (middles.get(id) ?? 0) : sum / others.length] as const;
    }),
  );
  // Sorting is stable, so that equals keep their order.
  const sorted = column.toSorted((a, b) => (wanted.get(a) ?? 0) - (wanted.get(b) ?? 0));
  const places = spread(
    sorted.map((id) => ({ wanted: wanted.get(id) ?? 0, height: sized.get(id)?.height ?? 0 })),
  );
  sorted.forEach((id, position) => middles.set(id, places[position] ?? 0));
  return sorted;
}

interface Block {
  /** Sum of what the members want for the first of them, and their number. */
  sum: number;
  count: number;
  height: number;
}

/** Middles in order, without overlap, and as near to the wanted ones as can be (pool adjacent violators). */
function spread(
  items: readonly { readonly wanted: number; readonly height: number }[],
): readonly number[] {
  const blocks: Block[] = [];
  const topOf = ({ sum, count }: Block): number => sum / count;
  for (const { wanted, height } of items) {
    let block: Block = { sum: wanted - height / 2, count: 1, height: height + gapDown };
    for (let last = blocks.at(-1); last !== undefined; last = blocks.at(-1)) {
      if (topOf(last) + last.height <= topOf(block)) break;
      blocks.pop();
      block = {
        sum: last.sum + block.sum - block.count * last.height,
        count: last.count + block.count,
        height: last.height + block.height,
      };
    }
    blocks.push(block);
  }
  const tops = blocks.flatMap((block) =>
    Array.from({ length: block.count }, (_, at) => ({ block, at })),
  );
  let y = 0;
  return items.map(({ height }, position) => {
    const entry = tops[position];
    if (entry?.at === 0) y = topOf(entry.block);
    const middle = y + height / 2;
    y += height + gapDown;
    return middle;
  });
}

function place(
  columns: readonly (readonly string[])[],
  sized: ReadonlyMap<string, Size>,
  middles: ReadonlyMap<string, number>,
): Layout {
  const topOf = (id: string): number => (middles.get(id) ?? 0) - (sized.get(id)?.height ?? 0) / 2;
  const highest = columns.flat().reduce((least, id) => Math.min(least, topOf(id)), Infinity);
  const boxes = new Map<string, Box>();
  let x = margin;
  let height = 0;
  for (const column of columns) {
    const width = column.reduce((most, id) => Math.max(most, sized.get(id)?.width ?? 0), 0);
    for (const id of column) {
      const size = sized.get(id);
      if (size === undefined) continue;
      const y = Math.round(topOf(id) - highest) + margin;
      boxes.set(id, { ...size, x, y, width });
      height = Math.max(height, y + size.height);
    }
    x += width + gapAcross;
  }
  const width = columns.length === 0 ? 2 * margin : x - gapAcross + margin;
  return { boxes, width, height: height + margin };
}
