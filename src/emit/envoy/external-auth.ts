import { createHash } from 'node:crypto';
import type { BackendId, ExternalAuth } from '../../ir/index.ts';
import type { ExtAuthz, HttpFilter, ListStringMatcher } from './generated/envoy-api.ts';
import { matchingText } from './fields.ts';
import { clusterName } from './names.ts';
import { plain, re2 } from './quote.ts';

/** The name says all that distinguishes one filter from another, so that equal ones are one. */
export function externalAuthName(auth: ExternalAuth): string {
  const digest = createHash('sha256').update(JSON.stringify(auth)).digest('hex').slice(0, 12);
  return `envoy.filters.http.ext_authz/${auth.backend}/${digest}`;
}

const TIMEOUT = '5s';

/** Asks an authorization server (GEP-1494). Off until a route switches it on. */
export function externalAuthFilter(name: string, auth: ExternalAuth): HttpFilter {
  return {
    name,
    disabled: true,
    typed_config: {
      '@type': 'type.googleapis.com/envoy.extensions.filters.http.ext_authz.v3.ExtAuthz',
      transport_api_version: 'V3',
      // Nobody is let in unasked. Envoy's own answer would be 403, which is the server's to give.
      failure_mode_allow: false,
      status_on_error: { code: 'InternalServerError' },
      ...(auth.bodyLimit === 0
        ? {}
        : {
            with_request_body: { max_request_bytes: auth.bodyLimit, allow_partial_message: false },
          }),
      ...(auth.protocol === 'http' ? overHttp(auth) : overGrpc(auth)),
    },
  };
}

function overGrpc(auth: Extract<ExternalAuth, { readonly protocol: 'grpc' }>): ServiceFields {
  const cluster = clusterName(auth.backend);
  return {
    grpc_service: {
      // Envoy would name the cluster, whose slashes no host name has.
      envoy_grpc: { cluster_name: cluster, authority: plain(authorityOf(auth.backend)) },
      timeout: TIMEOUT,
    },
    ...(auth.requestHeaders === 'all' ? {} : { allowed_headers: headers(auth.requestHeaders) }),
  };
}

/** `name.namespace`, as the id has them (`kind/namespace/name/port`). */
function authorityOf(backend: BackendId): string {
  const [, namespace = '', name = ''] = backend.split('/');
  return `${name}.${namespace}`;
}

function overHttp(auth: Extract<ExternalAuth, { readonly protocol: 'http' }>): ServiceFields {
  const cluster = clusterName(auth.backend);
  return {
    http_service: {
      // Only the cluster decides where it goes; the host of the request is sent as it came.
      server_uri: { uri: 'http://authorization', cluster, timeout: TIMEOUT },
      ...(auth.pathPrefix === '' ? {} : { path_prefix: plain(auth.pathPrefix) }),
      authorization_response: {
        allowed_upstream_headers:
          auth.responseHeaders === 'all' ? notFraming : headers(auth.responseHeaders),
      },
    },
    allowed_headers: headers([...new Set(['authorization', ...auth.requestHeaders])]),
  };
}

type ServiceFields = Pick<ExtAuthz, 'allowed_headers'> &
  (
    | { readonly http_service: NonNullable<ExtAuthz['http_service']> }
    | { readonly grpc_service: NonNullable<ExtAuthz['grpc_service']> }
  );

function headers(names: readonly string[]): ListStringMatcher {
  return { patterns: names.map((name) => ({ exact: plain(name), ignore_case: true })) };
}

// The answer's own framing would break that of the request; its Host never counts.
const notFraming: ListStringMatcher = { patterns: [matchingText(re2.notFraming)] };
