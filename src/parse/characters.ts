import { atText, type Report } from '../diagnostics/diagnostic.ts';
import { placeIn, type DocumentText } from './document-text.ts';
import { refusal } from './refusal.ts';

const suspicious =
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ufffe\uffff]|\r(?!\n)|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

// Go's YAML scanner ends a line, and with it a comment, at each of these; reviewers and most other
// readers do not see a line break there.
const hiddenLineBreaks = new Set(['\r', '\u0085', '\u2028', '\u2029']);

const directional = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/;

/**
 * Looks for characters that make a document differ from what people see, and gives its text with
 * the line breaks that the cluster sees. Positions stay the same.
 *
 * @throws Refusal for characters that YAML does not allow.
 */
export function checkCharacters(document: DocumentText, text: string, report: Report): string {
  let hasHiddenBreaks = false;
  for (const { 0: character, index } of text.matchAll(suspicious)) {
    // A byte order mark at the very start of a file is only a mark.
    if (character === '\ufeff' && document.start + index === 0) continue;
    const name = nameOf(character);
    const place = placeIn(document, index, index + character.length);
    if (hiddenLineBreaks.has(character)) {
      hasHiddenBreaks = true;
      report(atText('parse/hidden-line-break', place, { character: name }));
    } else if (directional.test(character)) {
      report(atText('parse/hidden-character', place, { character: name }));
    } else {
      const range = [index, index + character.length] as const;
      throw refusal(document, 'parse/control-character', range, { character: name });
    }
  }
  return hasHiddenBreaks && document.syntax === 'yaml' ? withVisibleLineBreaks(text) : text;
}

/** The text with the line breaks that Go's YAML scanner sees. Offsets stay the same. */
export function withVisibleLineBreaks(text: string): string {
  return text.replace(/\r(?!\n)|[\u0085\u2028\u2029]/g, '\n');
}

const names: ReadonlyMap<string, string> = new Map([
  ['\r', 'carriage return'],
  ['\u0085', 'next line'],
  ['\u2028', 'line separator'],
  ['\u2029', 'paragraph separator'],
  ['\ufeff', 'byte order mark'],
]);

function nameOf(character: string): string {
  const code = character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0');
  const name = names.get(character) ?? (directional.test(character) ? 'text direction' : 'control');
  return `U+${code} (${name})`;
}
