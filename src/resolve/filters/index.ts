import { atField } from '../../diagnostics/diagnostic.ts';
import type { Filter, Redirect } from '../../ir/index.ts';
import type { HttpRouteFilter } from '../../model/index.ts';
import { originAt, type Origin } from '../../source/place.ts';
import type { FilterContext } from './context.ts';
import { resolveCors } from './cors.ts';
import { resolveExternalAuth } from './external-auth.ts';
import { resolveHeaderChanges } from './header-changes.ts';
import { resolveRedirect } from './request-redirect.ts';
import { resolveMirror } from './request-mirror.ts';
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
  /** Without effect, and rightly so. */
  | { readonly kind: 'dropped' }
  | { readonly kind: 'invalid' };

/**
 * Resolves the filters of a rule or of a backendRef, in order. One filter that cannot be served makes
 * the whole list invalid: skipping it could be unsafe (HTTPRouteFilter).
 *
 * @param origin - of what the filters belong to
 */
export function resolveFilters(
  filters: readonly HttpRouteFilter[],
  origin: Origin,
  context: FilterContext,
): ResolvedFilters {
  if (filters.length === 0) return noFilters;
  const resolved = filters.map((filter, position) =>
    resolveFilter(filter, originAt(origin, 'filters', position), context),
  );
  if (resolved.some(({ kind }) => kind === 'invalid')) return { kind: 'invalid' };
  const kept = resolved.filter((each) => each.kind === 'filter');
  const [redirect = null] = resolved.filter((each) => each.kind === 'redirect');
  return {
    kind: 'filters',
    // A list that is made whole has no room for more, unlike one that grew.
    filters: kept.map(({ filter }) => filter),
    redirect: redirect?.redirect ?? null,
  };
}

const noFilters: ResolvedFilters = { kind: 'filters', filters: [], redirect: null };

/** What a filter says, by the field that belongs to its type. */
type Bodies = Required<Omit<HttpRouteFilter, 'type'>>;

type Resolve<K extends keyof Bodies> = (
  body: Bodies[K],
  origin: Origin,
  context: FilterContext,
) => ResolvedFilter;

function kept(filter: Filter): ResolvedFilter {
  return { kind: 'filter', filter };
}

const resolvers: { readonly [K in keyof Bodies]: Resolve<K> } = {
  requestHeaderModifier: (body, origin, { report }) =>
    kept({ kind: 'request-headers', changes: resolveHeaderChanges(body, origin, report), origin }),
  responseHeaderModifier: (body, origin, { report }) =>
    kept({ kind: 'response-headers', changes: resolveHeaderChanges(body, origin, report), origin }),
  requestRedirect: (body, origin, { matchedPrefix }) => ({
    kind: 'redirect',
    redirect: resolveRedirect(body, matchedPrefix, origin),
  }),
  urlRewrite: (body, origin, { matchedPrefix }) =>
    kept(resolveUrlRewrite(body, matchedPrefix, origin)),
  requestMirror: (body, origin, context) => {
    const filter = resolveMirror(body, origin, context);
    // An invalid mirror is left out (HTTPRequestMirrorFilter backendRef).
    return filter === null ? { kind: 'dropped' } : kept(filter);
  },
  cors: (body, origin) => kept({ kind: 'cors', cors: resolveCors(body), origin }),
  externalAuth: (body, origin, context) => {
    const filter = resolveExternalAuth(body, origin, context);
    return filter === null ? { kind: 'invalid' } : kept(filter);
  },
};

const fieldOfType: Readonly<Partial<Record<string, keyof Bodies>>> = {
  RequestHeaderModifier: 'requestHeaderModifier',
  ResponseHeaderModifier: 'responseHeaderModifier',
  RequestRedirect: 'requestRedirect',
  URLRewrite: 'urlRewrite',
  RequestMirror: 'requestMirror',
  CORS: 'cors',
  ExternalAuth: 'externalAuth',
};

function resolveFilter(
  filter: HttpRouteFilter,
  origin: Origin,
  context: FilterContext,
): ResolvedFilter {
  const field = fieldOfType[filter.type];
  const resolved =
    field === undefined ? null : resolveBody(field, filter, originAt(origin, field), context);
  if (resolved !== null) return resolved;
  context.report(
    atField('resolve/unsupported-filter', originAt(origin, 'type'), { type: filter.type }),
  );
  return { kind: 'invalid' };
}

/** Null when the filter lacks what its type promises. */
function resolveBody<K extends keyof Bodies>(
  field: K,
  bodies: Pick<Partial<Bodies>, K>,
  origin: Origin,
  context: FilterContext,
): ResolvedFilter | null {
  const body: Bodies[K] | undefined = bodies[field];
  return body === undefined ? null : resolvers[field](body, origin, context);
}
