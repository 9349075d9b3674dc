import { atField, type Report } from '../../diagnostics/diagnostic.ts';
import type { HeaderChanges, HeaderValue } from '../../ir/index.ts';
import type { HeaderFilter, HttpHeader } from '../../model/index.ts';
import { originAt, type Origin } from '../../source/place.ts';

/** HTTPHeaderFilter: of entries that name the same header, only the first counts. */
export function resolveHeaderChanges(
  filter: HeaderFilter,
  origin: Origin,
  report: Report,
): HeaderChanges {
  return {
    set: distinct(filter.set ?? [], originAt(origin, 'set'), report),
    add: distinct(filter.add ?? [], originAt(origin, 'add'), report),
    remove: [...new Set((filter.remove ?? []).map((name) => name.toLowerCase()))],
  };
}

function distinct(
  headers: readonly HttpHeader[],
  origin: Origin,
  report: Report,
): readonly HeaderValue[] {
  const seen = new Set<string>();
  return headers.filter(({ name }, position) => {
    const key = name.toLowerCase();
    if (seen.has(key)) {
      const place = originAt(origin, position, 'name');
      report(atField('resolve/repeated-name', place, { what: 'header', name }));
      return false;
    }
    seen.add(key);
    return true;
  });
}
