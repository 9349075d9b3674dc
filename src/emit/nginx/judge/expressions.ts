import { exact, type Support } from '../../../target/capability.ts';
import { parseRegex } from '../../../target/regex/index.ts';
import { pcreFullMatch, usesUnicodeClass } from '../pcre.ts';
import { fits, regex } from '../quote.ts';
import { unsupported } from '../../../target/verdict.ts';
import { tooLong } from './support.ts';

const bounded: Support = {
  level: 'approximated',
  how: 'PCRE tries at most 50,000 steps, so that no request can keep NGINX busy',
  differs: 'an input on which the expression backtracks for longer does not match',
};

/** Verdict on an RE2 expression that PCRE is to run. */
export function judgeExpression(source: string): Support {
  const parsed = parseRegex(source);
  if (parsed.kind === 'refused')
    return unsupported(`the expression is not valid: ${parsed.reason}`);
  if (usesUnicodeClass(parsed.regex.node))
    return unsupported('NGINX matches bytes, so the expression cannot have Unicode classes');
  if (!fits(regex(`=${pcreFullMatch(parsed.regex)}`))) return tooLong('the expression');
  return parsed.regex.backtracks ? bounded : exact;
}
