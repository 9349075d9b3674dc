import { atText, type Report } from '../diagnostics/diagnostic.ts';
import { composeDocument } from './compose.ts';
import { convert } from './convert.ts';
import type { JsonValue } from './document.ts';
import { placeIn, type DocumentText } from './document-text.ts';
import type { ParseLimits } from './limits.ts';
import { refusal, type Range } from './refusal.ts';

/**
 * Reads one YAML document as Kubernetes does; null for one without a value.
 *
 * @throws Refusal for what Kubernetes refuses, and for passed limits.
 */
export function readYaml(
  document: DocumentText,
  text: string,
  limits: ParseLimits,
  report: Report,
): JsonValue {
  const { root, ignoredFrom } = composeDocument(document, text, limits);
  if (root === null) return null;
  const mistake = firstMistake(root.errors);
  if (mistake !== null) {
    const { pos, message: problem } = mistake;
    throw refusal(document, 'parse/syntax', pos, { problem });
  }
  if (ignoredFrom !== null)
    report(atText('parse/ignored-text', placeIn(document, ignoredFrom, ignoredFrom), {}));
  return convert(root.contents, { document, text, report }, limits);
}

/** What this needs of the errors of `yaml`. */
interface Mistake {
  readonly pos: Range;
  readonly message: string;
}

function firstMistake(errors: readonly Mistake[]): Mistake | null {
  let first: Mistake | null = null;
  for (const error of errors) if (first === null || error.pos[0] < first.pos[0]) first = error;
  return first;
}
