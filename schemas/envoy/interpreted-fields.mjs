/**
 * String fields that Envoy reads as a language of their own, with the type in src/emit/envoy/quote.ts that only the
 * emitter of that language makes: a plain string in one of them does not compile.
 */
export const interpretedFields = new Map([
  ['envoy.config.core.v3.HeaderValue', new Map([['value', 'FormatText']])],
  [
    'envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager.Tracing',
    new Map([
      ['operation', 'FormatText'],
      ['upstream_operation', 'FormatText'],
    ]),
  ],
  ['envoy.type.tracing.v3.CustomTag', new Map([['value', 'FormatText']])],
  ['envoy.type.matcher.v3.RegexMatchAndSubstitute', new Map([['substitution', 'Re2Substitution']])],
  ['envoy.type.matcher.v3.RegexMatcher', new Map([['regex', 'Re2Pattern']])],
]);

/**
 * The message with those of its fields marked.
 *
 * @param {string} name - full name of the message
 * @param {object} node - the message in the descriptor
 */
export function withInterpretedFields(name, node) {
  const brands = interpretedFields.get(name);
  if (brands === undefined) return node;
  const fields = Object.entries(node.fields).map(([key, field]) => [
    key,
    { ...field, brand: brands.get(key) },
  ]);
  return { ...node, fields: Object.fromEntries(fields) };
}
