import type { JsonObject } from '../document.ts';
import type { DocumentText } from '../document-text.ts';
import type { ParseLimits } from '../limits.ts';
import { readMapping } from './blocks.ts';
import { cursorIn, enterLine, Unsure } from './cursor.ts';
import { makeWords, type Words } from './words.ts';

export { plainPlacesOf, type PlainPlaces } from './places.ts';
export { makeWords, type Words } from './words.ts';

// Printable ASCII and most letters, without what looks like nothing, a line break or a direction.
const unusual =
  /[^\n\u0020-\u007e\u00a1-\u05ff\u2010-\u2027\u2030-\u205f\u2070-\u2fff\u3001-\u9fff\uac00-\ud7a3]/;

/**
 * Reads a document that holds only what manifests are usually written in: mappings and lists in blocks, scalars
 * on one line, literal blocks and short brackets. Everything it accepts it reads as `readYaml` does, without a
 * finding.
 *
 * @returns null for a document that is left to `yaml`, also for one without a value.
 */
export function readPlainDocument(
  document: DocumentText,
  limits: ParseLimits,
  words: Words = makeWords(),
): JsonObject | null {
  const { file, start, end, syntax } = document;
  if (syntax !== 'yaml' || unusual.test(file.text.slice(start, end))) return null;
  const cursor = cursorIn(document, limits, words);
  try {
    enterLine(cursor);
    return cursor.column === 0 ? readMapping(cursor, 0, 1) : null;
  } catch (error) {
    if (error instanceof Unsure) return null;
    throw error;
  }
}
