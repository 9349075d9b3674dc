// Indentation is not counted, so that moving something deeper does not lay it out anew.
const WIDTH = 120;

/**
 * JSON text for review: two spaces a level, and whatever fits on one line stays there, so that a
 * changed rule changes its own lines only. Keys stay in the order they were set. Linear in the size.
 */
export function printJson(value: object): string {
  const page: Page = { lines: [], pieces: [], labels: new Map() };
  write(value, page, { indent: '', before: '', after: '' });
  page.lines.push('');
  return [...page.pieces, page.lines.join('\n')].join('\n');
}

interface Page {
  /** Not yet put together. */
  readonly lines: string[];
  readonly pieces: string[];
  /** Keys as they stand before their values. */
  readonly labels: Map<string, string>;
}

/** Where a value stands. */
interface Place {
  readonly indent: string;
  /** On its first line: the key. */
  readonly before: string;
  /** On its last line: the comma. */
  readonly after: string;
}

const linesOfPiece = 1000;

function write(value: unknown, page: Page, { indent, before, after }: Place): void {
  const line = onOneLine(value, page);
  if (line !== null) {
    addLine(page, indent + before + line + after);
    return;
  }
  const isList = Array.isArray(value);
  const parts: readonly unknown[] = isList ? value : Object.values(value as object);
  const keys = isList ? null : Object.keys(value as object);
  addLine(page, indent + before + (isList ? '[' : '{'));
  const inner = `${indent}  `;
  const last = parts.length - 1;
  for (let index = 0; index <= last; index++) {
    const key = keys === null ? '' : labelOf(keys[index] ?? '', page);
    write(parts[index], page, { indent: inner, before: key, after: index < last ? ',' : '' });
  }
  addLine(page, indent + (isList ? ']' : '}') + after);
}

function addLine({ lines, pieces }: Page, line: string): void {
  lines.push(line);
  if (lines.length < linesOfPiece) return;
  pieces.push(lines.join('\n'));
  lines.length = 0;
}

/** The text of a scalar, and of a value that is short enough; otherwise null. */
function onOneLine(value: unknown, page: Page): string | null {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  if (leftOf(WIDTH, value) < 0) return null;
  const line = flat(value, page);
  return line.length <= WIDTH ? line : null;
}

/** What is left of some room when a value is in it, at most: escapes are not counted. Negative as soon as it is too small. */
function leftOf(room: number, value: unknown): number {
  if (typeof value === 'string') return room - value.length - 2;
  if (typeof value !== 'object' || value === null) return room - 1;
  let left = room - 2;
  if (Array.isArray(value)) {
    const items: readonly unknown[] = value;
    for (let index = 0; index < items.length && left >= 0; index++)
      left = leftOf(left - (index === 0 ? 0 : 2), items[index]);
    return left;
  }
  for (const key in value) {
    if (left < 0) return left;
    left = leftOf(left - key.length - 4, (value as Readonly<Record<string, unknown>>)[key]);
  }
  return left;
}

function flat(value: unknown, page: Page): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map((item) => flat(item, page)).join(', ')}]`;
  let members = '';
  for (const [key, member] of Object.entries(value))
    members += `${members === '' ? '' : ', '}${labelOf(key, page)}${flat(member, page)}`;
  return members === '' ? '{}' : `{ ${members} }`;
}

function labelOf(key: string, { labels }: Page): string {
  const known = labels.get(key);
  if (known !== undefined) return known;
  const label = `${JSON.stringify(key)}: `;
  labels.set(key, label);
  return label;
}
