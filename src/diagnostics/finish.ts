import type { SourceFile } from '../source/source-file.ts';
import type { Code } from './catalog.ts';
import type { Diagnostic } from './diagnostic.ts';
import { locate, type LocatedDiagnostic, type PlaceFinder } from './located.ts';
import { withSeverities, type Severities } from './severities.ts';
import { sortDiagnostics } from './sort.ts';
import { suppress, type Suppressed } from './suppressions.ts';

/** What findings go through between the stages and the reader. */
export interface Finishing {
  readonly files: readonly SourceFile[];
  readonly finder: PlaceFinder;
  readonly severities: Severities;
  /** Whether the findings of a code were looked for. */
  readonly ran: (code: Code) => boolean;
}

export interface Finished {
  /** Sorted by place, without duplicates. */
  readonly diagnostics: readonly LocatedDiagnostic[];
  readonly suppressed: readonly Suppressed[];
}

/** Findings as they are shown: located, with the wanted severities, and without those that comments take away. */
export function finish(
  diagnostics: readonly Diagnostic[],
  { files, finder, severities, ran }: Finishing,
): Finished {
  const weighed = withSeverities(locate(diagnostics, finder), severities);
  const { kept, suppressed, problems } = suppress(weighed.kept, files, ran);
  const all = [...weighed.suppressed, ...suppressed];
  if (problems.length === 0) return { diagnostics: kept, suppressed: all };
  const more = withSeverities(locate(problems, finder), severities);
  return {
    diagnostics: sortDiagnostics([...kept, ...more.kept]),
    suppressed: [...all, ...more.suppressed],
  };
}
