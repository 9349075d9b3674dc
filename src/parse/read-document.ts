import { atText, type Diagnostic } from '../diagnostics/diagnostic.ts';
import { composeDocument } from './compose.ts';
import type { JsonValue } from './document.ts';
import { findForbidden } from './forbidden-characters.ts';
import type { ParseLimits } from './limits.ts';
import { toJson } from './to-json.ts';

/** A document's value; `unreadable` when an error leaves no value to go on with. */
export type ReadResult =
  | {
      readonly kind: 'value';
      readonly value: JsonValue;
      readonly diagnostics: readonly Diagnostic[];
    }
  | { readonly kind: 'unreadable'; readonly diagnostics: readonly Diagnostic[] };

export interface DocumentText {
  readonly file: string;
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** Reads the document that stands between two offsets of a file, as kubectl would. */
export function readDocument(source: DocumentText, limits: ParseLimits): ReadResult {
  const { file, text, start, end } = source;
  const at = (from: number, to: number) => ({ file, start: start + from, end: start + to });

  const forbidden = findForbidden(text, start, end);
  if (forbidden !== null) {
    const place = { file, start: forbidden.at, end: forbidden.at + 1 };
    const args = { character: forbidden.name };
    return unreadable([atText('parse/forbidden-character', place, args)]);
  }
  const composed = composeDocument(text.slice(start, end), limits);
  if (composed.kind === 'faults')
    return unreadable(
      composed.faults.map(({ start: from, end: to, problem }) =>
        atText('parse/syntax', at(from, to), { problem }),
      ),
    );
  const { value, faults, duplicates, ambiguities } = toJson(composed.document, limits);
  if (faults.length > 0 || duplicates.length > 0)
    return unreadable([
      ...faults.map(({ start: from, end: to, problem }) =>
        atText('parse/syntax', at(from, to), { problem }),
      ),
      ...duplicates.map(({ start: from, end: to, text: key }) =>
        atText('parse/duplicate-key', at(from, to), { key }),
      ),
    ]);
  return {
    kind: 'value',
    value,
    diagnostics: ambiguities.map((each) =>
      atText(
        'parse/ambiguous-scalar',
        at(each.start, each.end),
        { text: each.text, value: JSON.stringify(each.value) },
        { suggestion: JSON.stringify(each.text) },
      ),
    ),
  };
}

function unreadable(diagnostics: readonly Diagnostic[]): ReadResult {
  return { kind: 'unreadable', diagnostics };
}
