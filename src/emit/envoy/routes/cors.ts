import type { Cors, CorsOrigin } from '../../../ir/index.ts';
import { exactText, matchingText } from '../fields.ts';
import type { Any, StringMatcher } from '../generated/envoy-api.ts';
import { plain, re2, re2Literal, re2Sequence, type PlainText } from '../quote.ts';

/** HTTPCORSFilter for one route. Envoy answers preflights itself, with what is allowed. */
export function corsPolicy(cors: Cors): Any {
  const { methods, headers, exposed, origins } = cors;
  return {
    '@type': 'type.googleapis.com/envoy.extensions.filters.http.cors.v3.CorsPolicy',
    allow_origin_string_match:
      origins === 'any' ? [matchingText(re2.anyOrigin)] : origins.map(originMatcher),
    // Envoy answers `*` by what the browser asked for.
    ...(methods.length === 0 ? {} : { allow_methods: listed(methods) }),
    ...(headers.length === 0 ? {} : { allow_headers: listed(headers) }),
    // Beside credentials `*` is no wildcard but a header of that name (Fetch, 3.3.5).
    ...(exposed.length === 0 || (exposed === 'any' && cors.credentials)
      ? {}
      : { expose_headers: listed(exposed) }),
    max_age: String(cors.maxAge),
    allow_credentials: cors.credentials,
    forward_not_matching_preflights: false,
  };
}

function listed(names: 'any' | readonly string[]): PlainText {
  return plain(names === 'any' ? '*' : names.join(', '));
}

function originMatcher(origin: CorsOrigin): StringMatcher {
  const port = origin.port === null ? '' : `:${String(origin.port)}`;
  return origin.kind === 'exact'
    ? exactText(plain(`${origin.scheme}://${origin.host}${port}`))
    : matchingText(
        re2Sequence(
          re2Literal(`${origin.scheme}://`),
          re2.labels,
          re2Literal(`${origin.suffix}${port}`),
        ),
      );
}
