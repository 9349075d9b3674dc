import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { lintCertificates } from './certificates.ts';
import { lintClaims } from './claims.ts';
import { routingOf } from './hosts.ts';
import type { LintInput } from './input.ts';
import type { LintOptions } from './options.ts';
import { lintIsolated } from './isolated.ts';
import { lintRegexes } from './regexes.ts';
import { lintShadowed } from './shadowed.ts';
import { lintGrants, lintListeners } from './unused.ts';

export type { LintInput } from './input.ts';
export type { LintOptions } from './options.ts';

/**
 * What is allowed and hardly meant, over the whole input. Pure and linear; every finding leaves the output as
 * it is.
 */
export function lint(input: LintInput, options: LintOptions): readonly Diagnostic[] {
  const diagnostics: Diagnostic[] = [];
  const report = (diagnostic: Diagnostic): void => void diagnostics.push(diagnostic);
  const routing = routingOf(input);
  lintShadowed(routing, report);
  lintIsolated(input, routing, report);
  lintClaims(routing, report);
  if (!input.incomplete) {
    lintListeners(input, report);
    lintGrants(input, report);
  }
  lintCertificates(input, options, report);
  lintRegexes(input, report);
  return diagnostics;
}
