import { atField, type Report } from '../diagnostics/diagnostic.ts';
import type { ListenerFilter, ListenerFilters } from '../ir/index.ts';
import type { ListenerFilterSpec } from '../model/index.ts';
import { originAt, type Origin } from '../source/place.ts';
import type { BackendResolver } from './backends.ts';
import { resolveExternalAuth } from './filters/external-auth.ts';
import type { ResolvedListener } from './listeners.ts';

/** `filters.requests` of a listener, in order (GEP-5224). One that cannot be had costs all requests of the listener. */
export function resolveListenerFilters(
  { spec, origin }: ResolvedListener,
  backends: BackendResolver,
  report: Report,
): ListenerFilters {
  const place = originAt(origin, 'filters', 'requests');
  const resolved = (spec.filters?.requests ?? []).map((filter, position) =>
    resolveFilter(filter, originAt(place, position), backends, report),
  );
  const filters = resolved.flatMap((filter) => filter ?? []);
  return filters.length < resolved.length ? 'invalid' : filters;
}

function resolveFilter(
  { type, externalAuth }: ListenerFilterSpec,
  origin: Origin,
  backends: BackendResolver,
  report: Report,
): ListenerFilter | null {
  if (externalAuth === undefined) {
    report(atField('resolve/unsupported-filter', originAt(origin, 'type'), { type }));
    return null;
  }
  const place = originAt(origin, 'externalAuth');
  // The listener was chosen by the host, which therefore has to stay.
  const headers = externalAuth.http?.allowedResponseHeaders ?? [];
  const host = headers.findIndex((name) => /^(?:host|:authority)$/i.test(name));
  if (host !== -1) {
    const header = originAt(place, 'http', 'allowedResponseHeaders', host);
    report(atField('resolve/listener-filter-host', header, {}));
    return null;
  }
  const context = { matchedPrefix: null, requests: 'http', backends, report } as const;
  return resolveExternalAuth(externalAuth, place, context);
}
