import type { Branded } from '../util/brand.ts';

/** JSON that is safe to show in a terminal or a CI log. */
export type JsonText = Branded<'JsonText'>;

// Controls, invisible formatting and separators, on which terminals act. Inside JSON they can only
// stand in strings, where an escape means the same.
const active = /[\u007f-\u009f\p{Cf}\u2028\u2029]/gu;

// Azure Pipelines and the GitHub runner obey these anywhere in a line.
const loggingCommand = /##(?=\[|vso\[|teamcity\[)/gi;

/** A value as indented JSON that is safe to show in a terminal or a CI log, ending with a newline. */
export function jsonText(value: unknown): JsonText {
  const text = JSON.stringify(value, null, 2)
    .replace(active, escapeUnits)
    .replace(loggingCommand, '#\\u0023');
  return `${text}\n` as JsonText;
}

function escapeUnits(character: string): string {
  return Array.from({ length: character.length }, (_, unit) => {
    const code = character.charCodeAt(unit);
    return `\\u${code.toString(16).padStart(4, '0')}`;
  }).join('');
}
