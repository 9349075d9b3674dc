/** Words that were read before. What occurs often is then made once, and found by its characters. */
export interface Words {
  readonly keys: (string | undefined)[];
  readonly values: (string | undefined)[];
}

const slots = 4096;

export function makeWords(): Words {
  return { keys: new Array<undefined>(slots), values: new Array<undefined>(slots) };
}

/** Where a word with a checksum may stand. */
export function slotOf(checksum: number): number {
  return (checksum ^ (checksum >>> 12)) & (slots - 1);
}

/** Adds a character to the checksum of a word. */
export function addTo(checksum: number, character: number): number {
  return (Math.imul(checksum, 31) + character) | 0;
}
