import { lastAtMost } from '../../util/last-at-most.ts';

/** Where text goes, in pieces that are joined once: a configuration has millions. */
export interface Page {
  readonly texts: string[];
  /** Where each of the texts begins. */
  readonly starts: number[];
  /** Used again and again; what stands behind `count` is over. */
  readonly pieces: string[];
  count: number;
  /** Of all that was added. */
  length: number;
}

/** A part of what was added, in characters. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

const MANY_PIECES = 4_096;

export function makePage(): Page {
  return { texts: [], starts: [], pieces: [], count: 0, length: 0 };
}

export function addPiece(page: Page, piece: string): void {
  page.pieces[page.count] = piece;
  page.count += 1;
  page.length += piece.length;
}

/** Everything that was added. */
export function textOf(page: Page): string {
  turn(page);
  return page.texts.join('');
}

/** Joins the pieces when they are many; what they are must not be taken back after that. */
export function settle(page: Page): void {
  if (page.count > MANY_PIECES) turn(page);
}

function turn(page: Page): void {
  if (page.count === 0) return;
  const text = page.pieces.fill('', page.count).join('');
  page.starts.push(page.length - text.length);
  page.texts.push(text);
  page.count = 0;
}

/** Adds a part of the page once more. */
export function repeat(page: Page, { start, end }: Range): void {
  const { texts, starts } = page;
  const last = texts[texts.length - 1];
  const joined = last === undefined ? 0 : (starts[starts.length - 1] ?? 0) + last.length;
  if (end > joined) turn(page);
  for (let at = start, index = lastAtMost(starts, start); at < end; index += 1) {
    const text = texts[index] ?? '';
    const from = at - (starts[index] ?? 0);
    const piece = text.slice(from, from + end - at);
    addPiece(page, piece);
    at += piece.length;
  }
}
