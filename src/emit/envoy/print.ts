// Indentation is not counted, so that moving something deeper does not lay it out anew.
const WIDTH = 120;

/**
 * JSON text for review: two spaces a level, and whatever fits on one line stays there, so that a
 * changed rule changes its own lines only. Keys stay in the order they were set. Linear in the size: what does not
 * fit is given up after one line.
 */
export function printJson(value: object): string {
  const page: Page = { texts: [], pieces: [], labels: new Map() };
  write(value, page, '');
  page.pieces.push('\n');
  turn(page);
  return page.texts.join('');
}

/** Where text goes, in pieces that are joined once: a configuration has millions. */
interface Page {
  readonly texts: string[];
  readonly pieces: string[];
  /** Keys as they stand before their values. */
  readonly labels: Map<string, string>;
}

const MANY_PIECES = 16_384;

function turn({ texts, pieces }: Page): void {
  texts.push(pieces.join(''));
  pieces.length = 0;
}

type JsonObject = Readonly<Record<string, unknown>>;

/** Writes a value, without what stands before it on its first line and behind it on its last. */
function write(value: unknown, page: Page, indent: string): void {
  const { pieces } = page;
  if (pieces.length > MANY_PIECES) turn(page);
  const start = pieces.length;
  if (addOnOneLine(value, page, WIDTH) >= 0) return;
  pieces.length = start;
  const inner = `${indent}  `;
  let before = '';
  if (Array.isArray(value)) {
    const items: readonly unknown[] = value;
    pieces.push('[');
    for (const item of items) {
      pieces.push(before, '\n', inner);
      write(item, page, inner);
      before = ',';
    }
    pieces.push('\n', indent, ']');
  } else if (isObject(value)) {
    pieces.push('{');
    for (const key of Object.keys(value)) {
      pieces.push(before, '\n', inner, labelOf(key, page));
      write(value[key], page, inner);
      before = ',';
    }
    pieces.push('\n', indent, '}');
  } else pieces.push(JSON.stringify(value));
}

/**
 * Adds a value as it stands on one line.
 *
 * @returns what is left of the room; less than nothing when it does not fit, and some of it may have been added
 */
function addOnOneLine(value: unknown, page: Page, room: number): number {
  if (typeof value === 'string') return addText(value, page, room);
  if (Array.isArray(value)) return addList(value, page, room);
  if (isObject(value)) return addMembers(value, page, room);
  const text = JSON.stringify(value);
  page.pieces.push(text);
  return room - text.length;
}

// What JSON escapes nothing of.
const plain = /^[ !#-[\]-~]*$/;

function addText(value: string, { pieces }: Page, room: number): number {
  const left = room - value.length - 2;
  if (left < 0) return left;
  if (plain.test(value)) {
    pieces.push('"', value, '"');
    return left;
  }
  const text = JSON.stringify(value);
  pieces.push(text);
  return room - text.length;
}

function addList(items: readonly unknown[], page: Page, room: number): number {
  let left = room - 2;
  let before = '[';
  for (const item of items) {
    page.pieces.push(before);
    left = addOnOneLine(item, page, left);
    if (left < 0) return left;
    before = ', ';
    left -= 2;
  }
  page.pieces.push(items.length === 0 ? '[]' : ']');
  // No comma stands behind the last.
  return items.length === 0 ? left : left + 2;
}

function addMembers(value: JsonObject, page: Page, room: number): number {
  let left = room - 4;
  let before = '{ ';
  for (const key of Object.keys(value)) {
    const label = labelOf(key, page);
    page.pieces.push(before, label);
    left = addOnOneLine(value[key], page, left - label.length);
    if (left < 0) return left;
    before = ', ';
    left -= 2;
  }
  if (before === '{ ') {
    page.pieces.push('{}');
    return room - 2;
  }
  page.pieces.push(' }');
  return left + 2;
}

function labelOf(key: string, { labels }: Page): string {
  const known = labels.get(key);
  if (known !== undefined) return known;
  const label = `${JSON.stringify(key)}: `;
  labels.set(key, label);
  return label;
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null;
}
