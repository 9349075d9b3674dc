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
    set: distinct(filter.set ?? none, 'set', origin, report),
    add: distinct(filter.add ?? none, 'add', origin, report),
    remove:
      filter.remove === undefined
        ? none
        : [...new Set(filter.remove.map((name) => name.toLowerCase()))],
  };
}

const none: readonly never[] = [];

function distinct(
  headers: readonly HttpHeader[],
  field: 'set' | 'add',
  origin: Origin,
  report: Report,
): readonly HeaderValue[] {
  if (headers.length < 2) return headers;
  const seen = new Set<string>();
  return headers.filter(({ name }, position) => {
    const key = name.toLowerCase();
    if (seen.has(key)) {
      const place = originAt(origin, field, position, 'name');
      report(atField('resolve/repeated-name', place, { what: 'header', name }));
      return false;
    }
    seen.add(key);
    return true;
  });
}
