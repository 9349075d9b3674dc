import { atField, type Report } from '../../diagnostics/diagnostic.ts';
import type { Filter, Redirect } from '../../ir/index.ts';
import type { HttpRouteFilter } from '../../model/index.ts';
import { originAt, type Origin } from '../../source/place.ts';
import { resolveHeaderChanges } from './header-changes.ts';
import { resolveRedirect } from './request-redirect.ts';
import { resolveUrlRewrite } from './url-rewrite.ts';

/** What a list of filters amounts to. `invalid`: requests it applies to must get 500. */
export type ResolvedFilters =
  | {
      readonly kind: 'filters';
      readonly filters: readonly Filter[];
      readonly redirect: Redirect | null;
    }
  | { readonly kind: 'invalid' };

type ResolvedFilter =
  | { readonly kind: 'filter'; readonly filter: Filter }
  | { readonly kind: 'redirect'; readonly redirect: Redirect }
  | { readonly kind: 'invalid' };

/**
 * Resolves the filters of a rule or of a backendRef, in order. One filter that cannot be served makes
 * the whole list invalid: skipping it could be unsafe (HTTPRouteFilter).
 */
export function resolveFilters(
  filters: readonly HttpRouteFilter[],
  matchedPrefix: string | null,
  origin: Origin,
  report: Report,
): ResolvedFilters {
  const resolved = filters.map((filter, position) =>
    resolveFilter(filter, matchedPrefix, originAt(origin, 'filters', position), report),
  );
  if (resolved.some(({ kind }) => kind === 'invalid')) return { kind: 'invalid' };
  return {
    kind: 'filters',
    filters: resolved.flatMap((each) => (each.kind === 'filter' ? [each.filter] : [])),
    redirect:
      resolved.flatMap((each) => (each.kind === 'redirect' ? [each.redirect] : []))[0] ?? null,
  };
}

function resolveFilter(
  filter: HttpRouteFilter,
  matchedPrefix: string | null,
  origin: Origin,
  report: Report,
): ResolvedFilter {
  const { requestHeaderModifier, responseHeaderModifier, requestRedirect, urlRewrite } = filter;
  if (filter.type === 'RequestHeaderModifier' && requestHeaderModifier !== undefined) {
    const place = originAt(origin, 'requestHeaderModifier');
    const changes = resolveHeaderChanges(requestHeaderModifier, place, report);
    return { kind: 'filter', filter: { kind: 'request-headers', changes, origin: place } };
  }
  if (filter.type === 'ResponseHeaderModifier' && responseHeaderModifier !== undefined) {
    const place = originAt(origin, 'responseHeaderModifier');
    const changes = resolveHeaderChanges(responseHeaderModifier, place, report);
    return { kind: 'filter', filter: { kind: 'response-headers', changes, origin: place } };
  }
  if (filter.type === 'RequestRedirect' && requestRedirect !== undefined) {
    const place = originAt(origin, 'requestRedirect');
    return { kind: 'redirect', redirect: resolveRedirect(requestRedirect, matchedPrefix, place) };
  }
  if (filter.type === 'URLRewrite' && urlRewrite !== undefined) {
    const place = originAt(origin, 'urlRewrite');
    return { kind: 'filter', filter: resolveUrlRewrite(urlRewrite, matchedPrefix, place) };
  }
  report(atField('resolve/unsupported-filter', originAt(origin, 'type'), { type: filter.type }));
  return { kind: 'invalid' };
}
