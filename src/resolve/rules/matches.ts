import { atField, type Report } from '../../diagnostics/diagnostic.ts';
import type { HeaderMatch, Match, PathMatch, QueryMatch, ValueMatch } from '../../ir/index.ts';
import type { HttpPathMatch, HttpRouteMatch, NamedMatch } from '../../model/index.ts';
import { originAt, type Origin } from '../../source/place.ts';
import { compareText } from '../../util/compare.ts';
import { sorted } from '../../util/sorted.ts';
import { withoutTrailingSlash } from '../filters/path-change.ts';

/** HTTPRouteMatch with its ambiguities settled: see `Match` for what holds of the result. */
export function resolveMatch(match: HttpRouteMatch, origin: Origin, report: Report): Match {
  return {
    path: pathOf(match.path),
    method: match.method ?? null,
    headers: headersOf(match.headers, origin, report),
    query: match.queryParams?.map(queryMatch) ?? none,
    call: null,
  };
}

const none: readonly never[] = [];

function queryMatch(param: NamedMatch): QueryMatch {
  return { name: param.name, value: valueOf(param) };
}

function pathOf({ type, value }: HttpPathMatch): PathMatch {
  if (type === 'Exact') return { kind: 'exact', value };
  if (type === 'RegularExpression') return { kind: 'regex', value };
  const prefix = withoutTrailingSlash(value);
  return { kind: 'prefix', value: prefix === '' ? '/' : prefix };
}

/**
 * Names do not depend on case; of entries that mean the same header the first counts.
 *
 * @param origin - of the match
 */
export function headersOf(
  headers: readonly NamedMatch[] | undefined,
  origin: Origin,
  report: Report,
): readonly HeaderMatch[] {
  if (headers === undefined || headers.length === 0) return none;
  const byName = new Map<string, HeaderMatch>();
  for (const [position, header] of headers.entries()) {
    const name = header.name.toLowerCase();
    if (byName.has(name)) {
      const place = originAt(origin, 'headers', position, 'name');
      report(atField('resolve/repeated-name', place, { what: 'header', name: header.name }));
    } else byName.set(name, { name, value: valueOf(header) });
  }
  return sorted([...byName.values()], (a, b) => compareText(a.name, b.name));
}

function valueOf({ type, value }: NamedMatch): ValueMatch {
  return type === 'RegularExpression' ? { kind: 'regex', value } : { kind: 'exact', value };
}
