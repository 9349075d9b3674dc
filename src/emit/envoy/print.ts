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
  write(layout, { indent: '', lines }, '', '');
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
  const parts: Layout[] = [];
  const labels: string[] = [];
  if (Array.isArray(value)) {
    const items: readonly unknown[] = value;
    for (const item of items) {
      parts.push(layOut(item, labelOf));
      labels.push('');
    }
    return onOneLine(parts, labels, '[', ']') ?? { open: '[', close: ']', labels, parts };
  }
  for (const [key, member] of Object.entries(value)) {
    parts.push(layOut(member, labelOf));
    labels.push(labelOf(key));
  }
  const padding = parts.length === 0 ? '' : ' ';
  return (
    onOneLine(parts, labels, `{${padding}`, `${padding}}`) ?? {
      open: '{',
      close: '}',
      labels,
      parts,
    }
  );
}

/** Null when a part takes several lines, or all together are too long for one. */
function onOneLine(
  parts: readonly Layout[],
  labels: readonly string[],
  open: string,
  close: string,
): string | null {
  let length = open.length + close.length + 2 * Math.max(0, parts.length - 1);
  for (let index = 0; index < parts.length; index++) {
    const part = parts[index];
    if (typeof part !== 'string') return null;
    length += part.length + (labels[index] ?? '').length;
    if (length > WIDTH) return null;
  }
  let line = open;
  for (let index = 0; index < parts.length; index++) {
    const part = parts[index];
    if (typeof part === 'string') line += `${index === 0 ? '' : ', '}${labels[index] ?? ''}${part}`;
  }
  return line + close;
}

/** Where lines go, and how far they are indented. */
interface Page {
  readonly indent: string;
  readonly lines: string[];
}

/**
 * @param before - stands before the value on its first line: the key
 * @param after - stands behind the value on its last line: the comma
 */
function write(layout: Layout, page: Page, before: string, after: string): void {
  const { indent, lines } = page;
  if (typeof layout === 'string') {
    lines.push(indent + before + layout + after);
    return;
  }
  const { open, close, labels, parts } = layout;
  lines.push(indent + before + open);
  const inner = { indent: `${indent}  `, lines };
  const last = parts.length - 1;
  parts.forEach((part, index) => {
    write(part, inner, labels[index] ?? '', index < last ? ',' : '');
  });
  lines.push(indent + close + after);
}
