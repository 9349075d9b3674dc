import { atField, type Report } from '../diagnostics/diagnostic.ts';
import { originOf, type NamedMatch, type ResourceSet } from '../model/index.ts';
import type { FieldPath } from '../source/field-path.ts';
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

const regular = 'RegularExpression';

// Almost all matches are no expressions: their places are not written down.
function expressionsOf({ httpRoutes, grpcRoutes }: ResourceSet): readonly Expression[] {
  const found: Expression[] = [];
  const addNamed = (list: readonly NamedMatch[] | undefined, origin: () => Origin) => {
    list?.forEach(({ type, value }, position) => {
      if (type === regular)
        found.push({ source: value, origin: originAt(origin(), position, 'value') });
    });
  };
  for (const route of httpRoutes)
    route.spec.rules.forEach(({ matches }, rule) => {
      matches.forEach(({ path, headers, queryParams }, position) => {
        const at = (...steps: FieldPath): Origin =>
          originOf(route, 'spec', 'rules', rule, 'matches', position, ...steps);
        if (path.type === regular) found.push({ source: path.value, origin: at('path', 'value') });
        addNamed(headers, () => at('headers'));
        addNamed(queryParams, () => at('queryParams'));
      });
    });
  for (const route of grpcRoutes)
    route.spec.rules?.forEach(({ matches }, rule) => {
      matches?.forEach(({ method, headers }, position) => {
        const at = (...steps: FieldPath): Origin =>
          originOf(route, 'spec', 'rules', rule, 'matches', position, ...steps);
        if (method?.type === regular)
          for (const field of ['service', 'method'] as const) {
            const source = method[field];
            if (source !== undefined) found.push({ source, origin: at('method', field) });
          }
        addNamed(headers, () => at('headers'));
      });
    });
  return found;
}
