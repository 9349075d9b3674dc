import { Document, visit } from 'yaml';
import type { Branded } from '../util/brand.ts';

/** YAML that is safe to show in a terminal or a CI log. */
export type YamlText = Branded<'YamlText'>;

// What a terminal or a CI log acts upon, as in JSON (json-text.ts). In double quotes an escape means the same.
const active = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\p{Cf}\u2028\u2029]|\p{Surrogate}/gu;
// Line breaks of a text would let any part of it begin a line.
const command = /##|^\s*::|\n/;

/** A value as YAML that is safe to show in a terminal or a CI log, ending with a newline. */
export function yamlText(value: unknown): YamlText {
  const document = new Document(value, { aliasDuplicateObjects: false });
  visit(document, {
    Scalar: (_, scalar) => {
      if (typeof scalar.value === 'string' && isActive(scalar.value)) scalar.type = 'QUOTE_DOUBLE';
    },
  });
  const text = document.toString({
    blockQuote: false,
    lineWidth: 0,
    doubleQuotedMinMultiLineLength: Number.MAX_SAFE_INTEGER,
  });
  return text.replace(active, escape).replaceAll('##', '#\\x23') as YamlText;
}

/** A stream of such documents. */
export function yamlStream(values: readonly unknown[]): YamlText {
  return values.map(yamlText).join('---\n') as YamlText;
}

function isActive(text: string): boolean {
  return text.search(active) >= 0 || command.test(text);
}

function escape(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  return code < 0x1_0000
    ? `\\u${code.toString(16).padStart(4, '0')}`
    : `\\U${code.toString(16).padStart(8, '0')}`;
}
