import type { Args, CatalogEntry } from './catalog-entry.ts';
import { krmCodes } from './catalog/krm.ts';
import { lintCodes } from './catalog/lint.ts';
import { parseCodes } from './catalog/parse.ts';
import { resolveCodes } from './catalog/resolve.ts';
import { secretCodes } from './catalog/secrets.ts';
import { suppressionCodes } from './catalog/suppression.ts';
import { targetCodes } from './catalog/target.ts';
import { upgradeCodes } from './catalog/upgrade.ts';
import { validateCodes } from './catalog/validate.ts';

/** Every code that a diagnostic can carry, in the order of the pipeline. */
export const catalog = {
  ...parseCodes,
  ...validateCodes,
  ...upgradeCodes,
  ...resolveCodes,
  ...secretCodes,
  ...lintCodes,
  ...targetCodes,
  ...suppressionCodes,
  ...krmCodes,
} as const;

export type Code = keyof typeof catalog;

/** The arguments that the message of a code takes. */
export type ArgsOf<C extends Code> = (typeof catalog)[C] extends CatalogEntry<infer A> ? A : never;

/** The entry of a code, for readers that do not know its arguments statically. */
export function catalogEntry(code: Code): CatalogEntry<Args> {
  // Entries are invariant in their arguments; `diagnostic` has checked code and arguments together.
  return catalog[code] as unknown as CatalogEntry<Args>;
}

/** All codes, sorted. */
export const codes: readonly Code[] = (Object.keys(catalog) as Code[]).sort();

/**
 * Whether nobody may choose another severity, or ignore findings of the code: what cannot be read is not understood
 * either, and what a function cannot hand over has to be known. Passing over either would drop things without a word.
 */
export function isSettled(code: Code): boolean {
  return code.startsWith('parse/') || code.startsWith('krm/');
}
