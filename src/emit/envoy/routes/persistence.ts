import type { SessionPersistence } from '../../../ir/index.ts';
import { duration } from '../duration.ts';
import type { Any } from '../generated/envoy-api.ts';
import { plain } from '../quote.ts';

/** SessionPersistence (GEP-1619) for one route: the endpoint's address, encoded, is what the client keeps. */
export function sessionState(persistence: SessionPersistence): Any {
  return {
    '@type':
      'type.googleapis.com/envoy.extensions.filters.http.stateful_session.v3.StatefulSessionPerRoute',
    stateful_session: {
      session_state:
        persistence.kind === 'cookie'
          ? {
              name: 'envoy.http.stateful_session.cookie',
              typed_config: {
                '@type':
                  'type.googleapis.com/envoy.extensions.http.stateful_session.cookie.v3.CookieBasedSessionState',
                cookie: {
                  name: plain(persistence.name),
                  path: plain(persistence.path),
                  ...(persistence.maxAge === null ? {} : { ttl: duration(persistence.maxAge) }),
                },
              },
            }
          : {
              name: 'envoy.http.stateful_session.header',
              typed_config: {
                '@type':
                  'type.googleapis.com/envoy.extensions.http.stateful_session.header.v3.HeaderBasedSessionState',
                name: plain(persistence.name),
              },
            },
    },
  };
}
