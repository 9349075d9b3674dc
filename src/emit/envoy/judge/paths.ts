import type { PathChange, PathMatch, Redirect } from '../../../ir/index.ts';
import { exact, type Support } from '../../../target/capability.ts';
import { encodePath } from '../../../target/encode-path.ts';
import { unsupported } from '../../../target/verdict.ts';
import { canonicalPath } from '../url-path.ts';
import { judgeExpression } from './expressions.ts';

export function judgePath(match: PathMatch): Support {
  if (match.kind === 'regex') return judgeExpression(match.value);
  const canonical = canonicalPath(match.value);
  return canonical.kind === 'refused'
    ? unsupported(`no request can have this path: ${canonical.reason}`)
    : exact;
}

export function judgeRedirect({ path }: Redirect): Support {
  return path === null ? exact : judgeChange(path);
}

export function judgeChange(path: PathChange): Support {
  const value = path.kind === 'full' ? path.value : path.replacement;
  const mayBeEmpty = path.kind === 'prefix';
  if (!value.startsWith('/') && !(mayBeEmpty && value === ''))
    return unsupported('the new path does not start with /');
  return hasControls(encodePath(value))
    ? unsupported('a path cannot hold control characters')
    : exact;
}

function hasControls(path: string): boolean {
  return /%(?:[01].|7f)/i.test(path);
}
