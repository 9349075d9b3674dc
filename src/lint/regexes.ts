import { atField, type Report } from '../diagnostics/diagnostic.ts';
import { originOf, type NamedMatch, type ResourceSet } from '../model/index.ts';
import { originAt, type Origin } from '../source/place.ts';
import { parseRegex } from '../target/regex/index.ts';
import type { LintInput } from './input.ts';
import { strangeToPcre } from './regex-dialects.ts';

interface Expression {
  readonly source: string;
  readonly origin: Origin;
}

/** Regular expressions that not every proxy understands, or that cost more than the input's length. */
export function lintRegexes({ resources, targetsFollow }: LintInput, report: Report): void {
  for (const { source, origin } of expressionsOf(resources)) {
    const parsed = parseRegex(source);
    if (parsed.kind === 'refused') {
      if (!targetsFollow) report(atField('lint/regex-refused', origin, { reason: parsed.reason }));
      continue;
    }
    const construct = strangeToPcre(source);
    if (construct !== null) report(atField('lint/regex-differs', origin, construct));
    if (parsed.regex.backtracks) report(atField('lint/regex-backtracks', origin, {}));
  }
}

function expressionsOf({ httpRoutes, grpcRoutes }: ResourceSet): readonly Expression[] {
  const found: Expression[] = [];
  const add = (match: { readonly type: string }, source: string | undefined, origin: Origin) => {
    if (match.type === 'RegularExpression' && source !== undefined) found.push({ source, origin });
  };
  const addNamed = (list: readonly NamedMatch[] | undefined, origin: Origin) => {
    list?.forEach((each, position) => {
      add(each, each.value, originAt(origin, position, 'value'));
    });
  };
  for (const route of httpRoutes)
    route.spec.rules.forEach(({ matches }, rule) => {
      matches.forEach(({ path, headers, queryParams }, position) => {
        const origin = originOf(route, 'spec', 'rules', rule, 'matches', position);
        add(path, path.value, originAt(origin, 'path', 'value'));
        addNamed(headers, originAt(origin, 'headers'));
        addNamed(queryParams, originAt(origin, 'queryParams'));
      });
    });
  for (const route of grpcRoutes)
    route.spec.rules?.forEach(({ matches }, rule) => {
      matches?.forEach(({ method, headers }, position) => {
        const origin = originOf(route, 'spec', 'rules', rule, 'matches', position);
        if (method !== undefined) {
          add(method, method.service, originAt(origin, 'method', 'service'));
          add(method, method.method, originAt(origin, 'method', 'method'));
        }
        addNamed(headers, originAt(origin, 'headers'));
      });
    });
  return found;
}
