import type { Match } from '../../../ir/index.ts';
import type { TargetOptions } from '../../../target/options.ts';
import { judgeHeaderMatch, judgeQueryMatch } from './headers.ts';
import { judgeMethod } from './methods.ts';
import { judgePath } from './paths.ts';

/**
 * Whether requests can be tested for the match at all. One that cannot has been reported; no request
 * is taken to fit it.
 */
export function isExpressible(match: Match, options: TargetOptions): boolean {
  const verdicts = [
    judgePath(match.path),
    ...(match.method === null ? [] : [judgeMethod(match.method)]),
    ...match.headers.map((header) => judgeHeaderMatch(header, options)),
    ...match.query.map(judgeQueryMatch),
  ];
  return verdicts.every(({ level }) => level !== 'unsupported');
}
