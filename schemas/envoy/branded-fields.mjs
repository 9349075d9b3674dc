/**
 * String fields that may hold text of a manifest, with the type in src/emit/envoy/quote.ts that only the emitter of
 * that kind of text makes: a plain string in one of them does not compile. Some of them Envoy reads as a language of
 * their own: formats, expressions, substitutions.
 */
export const brandedFields = new Map(
  Object.entries({
    'envoy.config.core.v3.HeaderValue': { key: 'PlainText', value: 'FormatText' },
    'envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager.Tracing': {
      operation: 'FormatText',
      upstream_operation: 'FormatText',
    },
    'envoy.type.tracing.v3.CustomTag': { tag: 'PlainText', value: 'FormatText' },
    'envoy.type.tracing.v3.CustomTag.Literal': { value: 'PlainText' },
    'envoy.type.tracing.v3.CustomTag.Header': { name: 'PlainText' },
    'envoy.config.trace.v3.OpenTelemetryConfig': { service_name: 'PlainText' },
    'envoy.type.matcher.v3.RegexMatchAndSubstitute': { substitution: 'Re2Substitution' },
    'envoy.type.matcher.v3.RegexMatcher': { regex: 'Re2Pattern' },
    'envoy.type.matcher.v3.StringMatcher': {
      exact: 'PlainText',
      prefix: 'PlainText',
      suffix: 'PlainText',
      contains: 'PlainText',
    },
    'envoy.config.route.v3.RouteMatch': {
      path: 'PlainText',
      prefix: 'PlainText',
      path_separated_prefix: 'PlainText',
    },
    'envoy.config.route.v3.HeaderMatcher': { name: 'PlainText' },
    'envoy.config.route.v3.QueryParameterMatcher': { name: 'PlainText' },
    'envoy.type.matcher.v3.HttpRequestHeaderMatchInput': { header_name: 'PlainText' },
    'envoy.config.route.v3.VirtualHost': { domains: 'PlainText' },
    'envoy.config.route.v3.RouteAction': {
      host_rewrite_literal: 'PlainText',
      prefix_rewrite: 'UrlPath',
    },
    'envoy.config.route.v3.RedirectAction': {
      host_redirect: 'PlainText',
      path_redirect: 'UrlPath',
      prefix_rewrite: 'UrlPath',
    },
    'envoy.extensions.filters.http.cors.v3.CorsPolicy': {
      allow_methods: 'PlainText',
      allow_headers: 'PlainText',
      expose_headers: 'PlainText',
    },
    'envoy.extensions.filters.http.ext_authz.v3.HttpService': { path_prefix: 'PlainText' },
    'envoy.config.core.v3.GrpcService.EnvoyGrpc': { authority: 'PlainText' },
    'envoy.extensions.http.stateful_session.header.v3.HeaderBasedSessionState': {
      name: 'PlainText',
    },
    'envoy.type.http.v3.Cookie': { name: 'PlainText', path: 'PlainText' },
    'envoy.config.listener.v3.FilterChainMatch': { server_names: 'PlainText' },
    'envoy.extensions.transport_sockets.tls.v3.UpstreamTlsContext': { sni: 'PlainText' },
    'envoy.config.core.v3.SocketAddress': { address: 'PlainText' },
    'envoy.config.core.v3.DataSource': { filename: 'FilePath', inline_string: 'PlainText' },
  }).map(([message, fields]) => [message, new Map(Object.entries(fields))]),
);

/**
 * The message with those of its fields marked.
 *
 * @param {string} name - full name of the message
 * @param {object} node - the message in the descriptor
 */
export function withBrandedFields(name, node) {
  const brands = brandedFields.get(name);
  if (brands === undefined) return node;
  for (const field of brands.keys())
    if (node.fields[field] === undefined) throw new Error(`${name} has no field ${field}`);
  const fields = Object.entries(node.fields).map(([key, field]) => [
    key,
    { ...field, brand: brands.get(key) },
  ]);
  return { ...node, fields: Object.fromEntries(fields) };
}
