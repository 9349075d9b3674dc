import { createHash } from 'node:crypto';
import type { BackendId, ExternalAuth } from '../../ir/index.ts';
import type { ExtAuthz, HttpFilter, ListStringMatcher } from './generated/envoy-api.ts';
import { matchingText, regexMatcher } from './fields.ts';
import { clusterName } from './names.ts';
import { plain, re2 } from './quote.ts';

/** The name says all that distinguishes one filter from another, so that equal ones are one. */
export function externalAuthName(auth: ExternalAuth): string {
  const digest = createHash('sha256').update(JSON.stringify(auth)).digest('hex').slice(0, 12);
  return `envoy.filters.http.ext_authz/${auth.backend}/${digest}`;
}

const TIMEOUT = '5s';

type ExtAuthzAny = { readonly '@type': typeof extAuthzType } & ExtAuthz;

const extAuthzType = 'type.googleapis.com/envoy.extensions.filters.http.ext_authz.v3.ExtAuthz';

const perRouteType =
  'type.googleapis.com/envoy.extensions.filters.http.ext_authz.v3.ExtAuthzPerRoute';

/** Asks an authorization server (GEP-1494), for the routes that switch it on. */
export function externalAuthFilter(name: string, auth: ExternalAuth): HttpFilter {
  return { name, typed_config: authorization(auth) };
}

/** Asks for all requests; what the server adds decides about the route (GEP-5224). */
export function listenerAuthFilter(name: string, auth: ExternalAuth): HttpFilter {
  return {
    name,
    typed_config: {
      ...authorization(auth),
      clear_route_cache: true,
      // The listener was chosen by the host.
      decoder_header_mutation_rules: {
        allow_all_routing: true,
        disallow_expression: regexMatcher(re2.hostHeader),
      },
    },
  };
}

/** Of a listener's filter, by its position. */
export function listenerAuthName(listener: string, position: number): string {
  return `envoy.filters.http.ext_authz/listener/${listener}/${String(position)}`;
}

/** Settings of a route, or of many, for one of these filters. */
export const authorized = { '@type': perRouteType, check_settings: {} } as const;
export const unasked = { '@type': perRouteType, disabled: true } as const;

function authorization(auth: ExternalAuth): ExtAuthzAny {
  return {
    '@type': extAuthzType,
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
export function authorityOf(backend: BackendId): string {
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
