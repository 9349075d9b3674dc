import type { ExternalAuth } from '../../../ir/index.ts';
import { directive, type Line, locationHead } from '../directive.ts';
import { word } from '../quote.ts';
import { authLines } from './auth-lines.ts';
import { stay } from './path-lines.ts';
import type { RuleLines, RuleSurroundings } from './rule-surroundings.ts';

interface Asked {
  readonly auth: ExternalAuth | null;
  /** Headers of refusals. */
  readonly told: readonly Line[];
}

/**
 * `return` would come before the authorization, so an answer stands where requests get after it.
 *
 * @param name - unique among what the server answers
 */
export function afterAuth(
  { auth, told }: Asked,
  name: string,
  answer: RuleLines,
  around: RuleSurroundings,
): RuleLines {
  if (auth === null) return answer;
  const asked = authLines(auth, around);
  const location = `${name}_allowed`;
  return {
    lines: [
      ...told,
      ...asked.lines,
      ...(around.restored ? [stay] : []),
      directive('try_files', word('/-/gatewright/none'), word(`@${location}`)),
    ],
    others: [
      ...asked.locations,
      { head: locationHead(word(`@${location}`)), lines: answer.lines },
      ...answer.others,
    ],
  };
}
