import type { PathChange, PathMatch, Redirect } from '../../../ir/index.ts';
import { exact, type Support } from '../../../target/capability.ts';
import { encodePath } from '../../../target/url-path.ts';
import { unsupported, worst } from '../../../target/verdict.ts';
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
  return path.kind === 'full'
    ? judgeNewPath(path.value)
    : worst([
        path.matched === '' ? exact : judgePath({ kind: 'prefix', value: path.matched }),
        path.replacement === '' ? exact : judgeNewPath(path.replacement),
      ]);
}

function judgeNewPath(value: string): Support {
  if (!value.startsWith('/')) return unsupported('the new path does not start with /');
  return /%(?:[01].|7f)/i.test(encodePath(value))
    ? unsupported('a path cannot hold control characters')
    : exact;
}
