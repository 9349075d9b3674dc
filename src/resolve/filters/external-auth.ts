import { atField } from '../../diagnostics/diagnostic.ts';
import type { ExternalAuth, ListenerFilter } from '../../ir/index.ts';
import type { ExternalAuthFilter } from '../../model/index.ts';
import { originAt, type Origin } from '../../source/place.ts';
import type { FilterContext } from './context.ts';

/** HTTPExternalAuthFilter; null when nobody could be asked: then nobody is let in. */
export function resolveExternalAuth(
  filter: ExternalAuthFilter,
  origin: Origin,
  { backends, report }: FilterContext,
): ListenerFilter | null {
  const grpc = filter.protocol === 'GRPC';
  const place = originAt(origin, 'backendRef');
  const backend = backends.resolve(filter.backendRef, place, grpc ? 'grpc' : 'http');
  if (backend === null) {
    report(atField('resolve/no-authorization', place, {}));
    return null;
  }
  const bodyLimit = filter.forwardBody?.maxSize ?? 0;
  const auth: ExternalAuth = grpc
    ? {
        protocol: 'grpc',
        backend,
        requestHeaders: listed(filter.grpc?.allowedHeaders) ?? 'all',
        bodyLimit,
      }
    : {
        protocol: 'http',
        backend,
        pathPrefix: (filter.http?.path ?? '').replace(/\/$/, ''),
        requestHeaders: listed(filter.http?.allowedHeaders) ?? [],
        responseHeaders: listed(filter.http?.allowedResponseHeaders) ?? 'all',
        bodyLimit,
      };
  return { kind: 'external-auth', auth, origin };
}

/** Null for a list that is empty or left out. */
function listed(names: readonly string[] | undefined): readonly string[] | null {
  const distinct = new Set((names ?? []).map((name) => name.toLowerCase()));
  return distinct.size === 0 ? null : [...distinct].sort();
}
