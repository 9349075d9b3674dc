import { isScalar, type Node } from 'yaml';
import type { FieldPart } from '../diagnostics/diagnostic.ts';
import type { FieldPath } from '../source/field-path.ts';
import { withVisibleLineBreaks } from './characters.ts';
import { composeDocument } from './compose.ts';
import type { DocumentText } from './document-text.ts';
import { findField, treeOf, type FoundField, type Tree } from './find-field.ts';
import { defaultLimits } from './limits.ts';
import { plainPlacesOf, readPlainDocument, type Words } from './plain/index.ts';
import { Refusal, type Range } from './refusal.ts';

/** Finds the fields of one document, by offsets in its file. */
export type DocumentPlaces = (path: FieldPath, part: FieldPart) => Range;

/**
 * Looks at a document again, for its places: with `yaml` only when it is not plain, or has to be.
 *
 * @param isPlain - it is known to be plain; otherwise that is found out
 */
export function placesOf(document: DocumentText, words: Words, isPlain = false): DocumentPlaces {
  const isRead = isPlain || readPlainDocument(document, defaultLimits, words) !== null;
  const plain = isRead ? plainPlacesOf(document, words) : null;
  let composed: DocumentPlaces | null = null;
  return (path, part) => {
    const place = plain === null ? null : plain(path, part);
    if (place !== null) return place;
    composed ??= composedPlacesOf(document);
    return composed(path, part);
  };
}

/** The places of a document as `yaml` has them. */
export function composedPlacesOf(document: DocumentText): DocumentPlaces {
  const tree: Tree = treeOf(composeAgain(document));
  return (path, part) => {
    const range = shownPart(findField(tree, path), part)?.range ?? [0, 0];
    return [document.start + range[0], document.start + range[1]];
  };
}

/** Null for a document that cannot be composed, and so has no fields. */
function composeAgain(document: DocumentText): Node | null {
  const text = withVisibleLineBreaks(document.file.text.slice(document.start, document.end));
  try {
    return composeDocument(document, text, defaultLimits).root?.contents ?? null;
  } catch (error) {
    if (error instanceof Refusal) return null;
    throw error;
  }
}

// A key says where a block is; underlining all of the block would show nothing in particular.
function shownPart({ key, value }: FoundField, part: FieldPart): Node | null {
  if (key === null || (part === 'value' && isScalar(value) && isWritten(value))) return value;
  return key;
}

function isWritten({ range }: Node): boolean {
  return range ? range[1] > range[0] : false;
}
