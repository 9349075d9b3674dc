import type { Branded } from '../../util/brand.ts';

/** A script for a shell, made of our own tables of commands and options, and of nothing from the input. */
export type CompletionScript = Branded<'CompletionScript'>;

/** A script of these lines. Words of the tables stand in quotes, as the shell at hand has them. */
export function scriptOf(lines: readonly string[]): CompletionScript {
  return lines.join('\n') as CompletionScript;
}
