// Indentation is not counted, so that moving something deeper does not lay it out anew.
const WIDTH = 120;

/**
 * JSON text for review: two spaces a level, and whatever fits on one line stays there, so that a
 * changed rule changes its own lines only. Keys stay in the order they were set. Linear in the size.
 */
export function printJson(value: object): string {
  const labels = new Map<string, string>();
  const layout = layOut(value, (key) => {
    let label = labels.get(key);
    if (label === undefined) labels.set(key, (label = `${JSON.stringify(key)}: `));
    return label;
  });
  const lines: string[] = [];
  write(layout, { indent: '', before: '', after: '' }, lines);
  lines.push('');
  return lines.join('\n');
}

/** Text for one line, or a block of several. */
type Layout = string | Block;

interface Block {
  readonly open: '[' | '{';
  readonly close: ']' | '}';
  /** The key of each part, ready to stand before it; empty in lists. */
  readonly labels: readonly string[];
  readonly parts: readonly Layout[];
}

type LabelOf = (key: string) => string;

function layOut(value: unknown, labelOf: LabelOf): Layout {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  if (Array.isArray(value)) {
    const parts = value.map((each: unknown) => layOut(each, labelOf));
    const block: Block = { open: '[', close: ']', labels: parts.map(() => ''), parts };
    return onOneLine(block, '') ?? block;
  }
  const parts = Object.values(value).map((each: unknown) => layOut(each, labelOf));
  const block: Block = { open: '{', close: '}', labels: Object.keys(value).map(labelOf), parts };
  return onOneLine(block, parts.length === 0 ? '' : ' ') ?? block;
}

/** Null when a part takes several lines, or all together are too long for one. */
function onOneLine({ open, close, labels, parts }: Block, padding: string): string | null {
  const pieces: string[] = [];
  let length = 2 + 2 * padding.length;
  for (const [index, part] of parts.entries()) {
    if (typeof part !== 'string') return null;
    const piece = (labels[index] ?? '') + part;
    length += piece.length + (index === 0 ? 0 : 2);
    if (length > WIDTH) return null;
    pieces.push(piece);
  }
  return `${open}${padding}${pieces.join(', ')}${padding}${close}`;
}

interface Frame {
  readonly indent: string;
  /** Stands before the value on its first line: the key. */
  readonly before: string;
  /** Stands behind the value on its last line: the comma. */
  readonly after: string;
}

function write(layout: Layout, { indent, before, after }: Frame, lines: string[]): void {
  if (typeof layout === 'string') {
    lines.push(indent + before + layout + after);
    return;
  }
  const { open, close, labels, parts } = layout;
  lines.push(indent + before + open);
  const inner = `${indent}  `;
  const last = parts.length - 1;
  parts.forEach((part, index) => {
    write(
      part,
      { indent: inner, before: labels[index] ?? '', after: index < last ? ',' : '' },
      lines,
    );
  });
  lines.push(indent + close + after);
}
