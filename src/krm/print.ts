import { Document, isScalar, visit } from 'yaml';
import { activeCharacters } from '../diagnostics/render/escape.ts';
import type { Branded } from '../util/brand.ts';

/** YAML of objects that an orchestrator reads, safe to show in a terminal. */
export type KrmYaml = Branded<'KrmYaml'>;

// Orchestrators read YAML 1.1: what that would not take for text is quoted.
const options = { compat: 'yaml-1.1', lineWidth: 0, aliasDuplicateObjects: false } as const;

/**
 * One YAML document of what YAML calls printable, and nothing that a terminal acts upon but line feeds and tabs: other
 * such characters stand as escapes between double quotes, so that the data is the same. YAML 1.1 would take some of
 * them for line breaks.
 */
export function printObject(object: object): KrmYaml {
  const document = new Document(object, options);
  visit(document, {
    Scalar: (_, node) => {
      if (isScalar(node) && typeof node.value === 'string' && needsEscapes(node.value))
        node.type = 'QUOTE_DOUBLE';
    },
  });
  // All that are left stand between double quotes.
  return document.toString(options).replace(activeCharacters, escapeCharacter) as KrmYaml;
}

function needsEscapes(text: string): boolean {
  return text.replace(/[\n\t]/g, '').search(activeCharacters) !== -1;
}

/** As YAML writes it, 1.1 as well as 1.2. */
function escapeCharacter(character: string): string {
  if (character === '\n' || character === '\t') return character;
  const code = (character.codePointAt(0) ?? 0).toString(16);
  if (code.length <= 2) return `\\x${code.padStart(2, '0')}`;
  return code.length <= 4 ? `\\u${code.padStart(4, '0')}` : `\\U${code.padStart(8, '0')}`;
}
