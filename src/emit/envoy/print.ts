import { addPiece, makePage, repeat, settle, textOf, type Page, type Range } from './page.ts';

// Indentation is not counted, so that moving something deeper does not lay it out anew.
const WIDTH = 120;

/**
 * JSON text for review: two spaces a level, and whatever fits on one line stays there, so that a
 * changed rule changes its own lines only. Keys stay in the order they were set. Linear in the size: what does not
 * fit is given up after one line.
 */
export function printJson(value: object): string {
  const sheet: Sheet = { page: makePage(), labels: new Map(), margins: [], printed: new Map() };
  write(value, sheet, 0);
  addPiece(sheet.page, '\n');
  return textOf(sheet.page);
}

interface Sheet {
  readonly page: Page;
  /** Keys as they stand before their values. */
  readonly labels: Map<string, string>;
  /** By level. */
  readonly margins: Margin[];
  /** Items of lists that took several lines: hosts share their routes. */
  readonly printed: Map<object, Printed>;
}

/** What stands between members, and between items. */
interface Margin {
  readonly openObject: string;
  readonly openList: string;
  readonly next: string;
  readonly closeObject: string;
  readonly closeList: string;
}

interface Printed {
  readonly range: Range;
  readonly level: number;
}

type JsonObject = Readonly<Record<string, unknown>>;

/** Writes a value, without what stands before it on its first line and behind it on its last. */
function write(value: unknown, sheet: Sheet, level: number): void {
  const { page } = sheet;
  settle(page);
  const { count, length } = page;
  if (addOnOneLine(value, page, sheet.labels, WIDTH) >= 0) return;
  page.count = count;
  page.length = length;
  if (Array.isArray(value)) writeList(value, sheet, level);
  else if (isObject(value)) writeObject(value, sheet, level);
  else addPiece(page, JSON.stringify(value));
}

function writeObject(value: JsonObject, sheet: Sheet, level: number): void {
  const { page, labels } = sheet;
  const { openObject, next, closeObject } = marginOf(sheet, level);
  let before = openObject;
  for (const key in value) {
    addPiece(page, before);
    addPiece(page, labelOf(key, labels));
    write(value[key], sheet, level + 1);
    before = next;
  }
  addPiece(page, closeObject);
}

function writeList(items: readonly unknown[], sheet: Sheet, level: number): void {
  const { page } = sheet;
  const { openList, next, closeList } = marginOf(sheet, level);
  let before = openList;
  for (const item of items) {
    addPiece(page, before);
    if (isObject(item)) writeOnce(item, sheet, level + 1);
    else write(item, sheet, level + 1);
    before = next;
  }
  addPiece(page, closeList);
}

function writeOnce(item: JsonObject, sheet: Sheet, level: number): void {
  const { page, printed } = sheet;
  const known = printed.get(item);
  if (known?.level === level) {
    repeat(page, known.range);
    return;
  }
  const start = page.length;
  write(item, sheet, level);
  if (page.length > start + WIDTH) printed.set(item, { range: { start, end: page.length }, level });
}

function marginOf({ margins }: Sheet, level: number): Margin {
  const known = margins[level];
  if (known !== undefined) return known;
  const outer = `\n${'  '.repeat(level)}`;
  const margin = {
    openObject: `{${outer}  `,
    openList: `[${outer}  `,
    next: `,${outer}  `,
    closeObject: `${outer}}`,
    closeList: `${outer}]`,
  };
  margins[level] = margin;
  return margin;
}

type Labels = Sheet['labels'];

/**
 * Adds a value as it stands on one line.
 *
 * @returns what is left of the room; less than nothing when it does not fit, and some of it may have been added
 */
function addOnOneLine(value: unknown, page: Page, labels: Labels, room: number): number {
  if (typeof value === 'string') return addText(value, page, room);
  if (Array.isArray(value)) return addList(value, page, labels, room);
  if (isObject(value)) return addMembers(value, page, labels, room);
  const text = JSON.stringify(value);
  addPiece(page, text);
  return room - text.length;
}

// What JSON escapes nothing of.
const plain = /^[ !#-[\]-~]*$/;

function addText(value: string, page: Page, room: number): number {
  const left = room - value.length - 2;
  if (left < 0) return left;
  if (plain.test(value)) {
    addPiece(page, '"');
    addPiece(page, value);
    addPiece(page, '"');
    return left;
  }
  const text = JSON.stringify(value);
  addPiece(page, text);
  return room - text.length;
}

function addList(items: readonly unknown[], page: Page, labels: Labels, room: number): number {
  let left = room - 2;
  let before = '[';
  for (const item of items) {
    addPiece(page, before);
    left = addOnOneLine(item, page, labels, left);
    if (left < 0) return left;
    before = ', ';
    left -= 2;
  }
  addPiece(page, items.length === 0 ? '[]' : ']');
  // No comma stands behind the last.
  return items.length === 0 ? left : left + 2;
}

function addMembers(value: JsonObject, page: Page, labels: Labels, room: number): number {
  let left = room - 4;
  let before = '{ ';
  for (const key in value) {
    const label = labelOf(key, labels);
    left -= label.length;
    if (left < 0) return left;
    addPiece(page, before);
    addPiece(page, label);
    left = addOnOneLine(value[key], page, labels, left);
    if (left < 0) return left;
    before = ', ';
    left -= 2;
  }
  if (before === '{ ') {
    addPiece(page, '{}');
    return room - 2;
  }
  addPiece(page, ' }');
  return left + 2;
}

function labelOf(key: string, labels: Labels): string {
  const known = labels.get(key);
  if (known !== undefined) return known;
  const label = `${JSON.stringify(key)}: `;
  labels.set(key, label);
  return label;
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null;
}
