// Indentation is not counted, so that moving something deeper does not lay it out anew.
const WIDTH = 120;

/**
 * JSON text for review: two spaces a level, and whatever fits on one line stays there, so that a
 * changed rule changes its own lines only. Keys stay in the order they were set. Linear in the size: what does not
 * fit is given up after one line.
 */
export function printJson(value: object): string {
  const page: Page = { texts: [], pieces: [], count: 0, labels: new Map() };
  write(value, page, '');
  add(page, '\n');
  turn(page);
  return page.texts.join('');
}

/** Where text goes, in pieces that are joined once: a configuration has millions. */
interface Page {
  readonly texts: string[];
  /** Used again and again; what stands behind `count` is over. */
  readonly pieces: string[];
  count: number;
  /** Keys as they stand before their values. */
  readonly labels: Map<string, string>;
}

const MANY_PIECES = 16_384;

function add(page: Page, piece: string): void {
  page.pieces[page.count] = piece;
  page.count += 1;
}

function turn(page: Page): void {
  page.texts.push(page.pieces.fill('', page.count).join(''));
  page.count = 0;
}

type JsonObject = Readonly<Record<string, unknown>>;

/** Writes a value, without what stands before it on its first line and behind it on its last. */
function write(value: unknown, page: Page, indent: string): void {
  if (page.count > MANY_PIECES) turn(page);
  const start = page.count;
  if (addOnOneLine(value, page, WIDTH) >= 0) return;
  page.count = start;
  const inner = `${indent}  `;
  let before = '';
  if (Array.isArray(value)) {
    const items: readonly unknown[] = value;
    add(page, '[');
    for (const item of items) {
      add(page, before);
      add(page, '\n');
      add(page, inner);
      write(item, page, inner);
      before = ',';
    }
    add(page, '\n');
    add(page, indent);
    add(page, ']');
  } else if (isObject(value)) {
    add(page, '{');
    for (const key in value) {
      add(page, before);
      add(page, '\n');
      add(page, inner);
      add(page, labelOf(key, page));
      write(value[key], page, inner);
      before = ',';
    }
    add(page, '\n');
    add(page, indent);
    add(page, '}');
  } else add(page, JSON.stringify(value));
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
  add(page, text);
  return room - text.length;
}

// What JSON escapes nothing of.
const plain = /^[ !#-[\]-~]*$/;

function addText(value: string, page: Page, room: number): number {
  const left = room - value.length - 2;
  if (left < 0) return left;
  if (plain.test(value)) {
    add(page, '"');
    add(page, value);
    add(page, '"');
    return left;
  }
  const text = JSON.stringify(value);
  add(page, text);
  return room - text.length;
}

function addList(items: readonly unknown[], page: Page, room: number): number {
  let left = room - 2;
  let before = '[';
  for (const item of items) {
    add(page, before);
    left = addOnOneLine(item, page, left);
    if (left < 0) return left;
    before = ', ';
    left -= 2;
  }
  add(page, items.length === 0 ? '[]' : ']');
  // No comma stands behind the last.
  return items.length === 0 ? left : left + 2;
}

function addMembers(value: JsonObject, page: Page, room: number): number {
  let left = room - 4;
  let before = '{ ';
  for (const key in value) {
    const label = labelOf(key, page);
    add(page, before);
    add(page, label);
    left = addOnOneLine(value[key], page, left - label.length);
    if (left < 0) return left;
    before = ', ';
    left -= 2;
  }
  if (before === '{ ') {
    add(page, '{}');
    return room - 2;
  }
  add(page, ' }');
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
