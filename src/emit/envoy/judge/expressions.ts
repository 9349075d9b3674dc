import { exact, type Support } from '../../../target/capability.ts';
import { unsupported } from '../../../target/verdict.ts';
import { parseRegex } from '../../../target/regex/index.ts';
import { isReadable } from '../quote.ts';
import { MAX_PROGRAM_SIZE } from '../regex-size.ts';

/** Verdict on an RE2 expression: Envoy refuses a whole configuration for one that it cannot run. */
export function judgeExpression(source: string): Support {
  if (!isReadable(source)) return unsupported('the expression is not valid Unicode text');
  const parsed = parseRegex(source);
  if (parsed.kind === 'refused')
    return unsupported(`the expression is not valid: ${parsed.reason}`);
  if (parsed.regex.programSize > MAX_PROGRAM_SIZE)
    return unsupported(
      `the expression takes more than ${String(MAX_PROGRAM_SIZE)} instructions of RE2`,
    );
  return exact;
}
