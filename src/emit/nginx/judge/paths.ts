import type { PathChange, PathMatch, Redirect } from '../../../ir/index.ts';
import { exact, type Support } from '../../../target/capability.ts';
import { fits, isPrintable, literal } from '../quote.ts';
import { encodePath } from '../../../target/url-path.ts';
import { decodePath, isPlainPath } from '../url-path.ts';
import { judgeExpression } from './expressions.ts';
import { unsupported } from '../../../target/verdict.ts';
import { tooLong } from './support.ts';

export const regexPaths: Support = {
  level: 'approximated',
  how: 'PCRE matches the decoded and normalised path',
  differs:
    'the expression sees "/a b" where the client sent "/a%20b"; Envoy matches the path as it was sent',
};

export function judgePath(match: PathMatch): Support {
  if (match.kind === 'regex') {
    const verdict = judgeExpression(match.value);
    return verdict.level === 'unsupported' ? verdict : regexPaths;
  }
  const decoded = decodePath(match.value);
  if (decoded.kind === 'refused')
    return unsupported(`no request can have this path: ${decoded.reason}`);
  return fits(literal(`${decoded.path}/`)) ? exact : tooLong('the path');
}

export const oddPaths: Support = {
  level: 'approximated',
  how: 'the prefix is replaced where the request spells it as the manifest does',
  differs:
    'a request that spells the prefix with other escapes, or has empty or dot segments, gets 400',
};

/** `judgeChange`, in general. */
export const escapedPrefixes: Support = {
  level: 'approximated',
  how: 'a prefix that holds escapes, or is replaced by one that does, is replaced where the request spells it as the manifest does',
  differs:
    'a request that spells such a prefix with other escapes, or has empty or dot segments, gets 400',
};

export function judgeRedirect(redirect: Redirect): Support {
  const { path } = redirect;
  if (path === null) return exact;
  const verdict = judgeChange(path);
  return verdict.level === 'exact' && path.kind === 'prefix' ? oddPaths : verdict;
}

/** Scheme, host or upstream, port and query stand in the same parameter as a path. */
const besides = ' '.repeat(400);

export function judgeChange(path: PathChange): Support {
  if (path.kind === 'full') {
    if (!path.value.startsWith('/')) return unsupported('the new path does not start with /');
    return fits(literal(encodePath(path.value) + besides)) ? exact : tooLong('the new path');
  }
  const replacement = encodePath(path.replacement);
  if (![path.matched, replacement].every((each) => isPrintable(each)))
    return unsupported('the prefix holds control characters');
  if (!fits(literal(path.matched)) || !fits(literal(replacement))) return tooLong('the path');
  if (path.matched.includes('|')) return unsupported('the prefix holds a |');
  if (replacement !== '' && !replacement.startsWith('/'))
    return unsupported('the new prefix does not start with /');
  return isPlainPath(path.matched) && isPlainPath(replacement) ? exact : oddPaths;
}

/** Names of gRPC services and methods have one spelling, so how an expression sees them makes no difference. */
export function judgeCall(match: PathMatch): Support {
  const verdict = judgePath(match);
  return verdict.level === 'approximated' ? exact : verdict;
}
