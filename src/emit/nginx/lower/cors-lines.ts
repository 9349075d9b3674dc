import type { Cors, CorsOrigin } from '../../../ir/index.ts';
import { directive, when, type Line } from '../directive.ts';
import { pcreLiteral } from '../pcre.ts';
import {
  empty,
  emptyKey,
  expression,
  regex,
  text,
  type Value,
  variable,
  type VariableName,
  word,
  type Word,
} from '../quote.ts';
import type { MapBlock } from '../view.ts';
import { mapBlock } from './map-block.ts';
import { passDirective, type Pass } from './pass.ts';
import type { SharedMaps } from './shared-maps.ts';

const GROUP = 'CORS: what browsers are told, by their Origin; nothing when it is not allowed.';
const origin = variable('http_origin');
const preflight = variable('gw_preflight');

/** What a policy adds to responses of its rule; empty values are not sent. */
export function corsResponseLines(
  cors: Cors,
  proxied: Pass | null,
  shared: SharedMaps,
): readonly Line[] {
  const names = namesOf(cors, shared);
  return [
    ...(proxied === null
      ? []
      : responseFields.map((name) => passDirective(proxied, 'hide_header', word(name)))),
    add('Access-Control-Allow-Origin', { variable: names.origin }),
    ...(cors.credentials
      ? [add('Access-Control-Allow-Credentials', { variable: names.credentials })]
      : []),
    ...(exposedText(cors) === null
      ? []
      : [add('Access-Control-Expose-Headers', { variable: names.exposed })]),
    directive('add_header', word('Vary'), word('Origin'), word('always')),
  ];
}

/** Fields of a backend's own policy, which the gateway's replaces. */
const responseFields = [
  'Access-Control-Allow-Origin',
  'Access-Control-Allow-Credentials',
  'Access-Control-Expose-Headers',
  'Access-Control-Allow-Methods',
  'Access-Control-Allow-Headers',
  'Access-Control-Max-Age',
];

/** Sends preflights on to the location that answers them. */
export function preflightLines(location: string): readonly Line[] {
  return [
    directive('error_page', word('419'), word('='), word(`@${location}`)),
    when({ kind: 'true', variable: preflight }, directive('return', word('419'))),
  ];
}

/** The answer to a preflight (Fetch, 3.3.5). */
export function preflightAnswer(cors: Cors, shared: SharedMaps): readonly Line[] {
  const names = namesOf(cors, shared);
  return [
    ...corsResponseLines(cors, null, shared),
    ...(cors.methods.length === 0
      ? []
      : [add('Access-Control-Allow-Methods', { variable: names.methods })]),
    ...(cors.headers.length === 0
      ? []
      : [add('Access-Control-Allow-Headers', { variable: names.headers })]),
    add('Access-Control-Max-Age', { variable: names.maxAge }),
    directive('return', word('204')),
  ];
}

function add(name: string, value: { readonly variable: VariableName }): Line {
  return directive('add_header', word(name), expression(value), word('always'));
}

interface Names {
  readonly origin: VariableName;
  readonly credentials: VariableName;
  readonly exposed: VariableName;
  readonly methods: VariableName;
  readonly headers: VariableName;
  readonly maxAge: VariableName;
}

function namesOf(cors: Cors, shared: SharedMaps): Names {
  return variablesOf(
    shared.family(GROUP, JSON.stringify(cors), (digest) => mapsOf(cors, variablesOf(digest))),
  );
}

function variablesOf(digest: string): Names {
  const named = (part: string) => variable(`gw_cors_${part}_${digest}`);
  return {
    origin: named('origin'),
    credentials: named('credentials'),
    exposed: named('exposed'),
    methods: named('methods'),
    headers: named('headers'),
    maxAge: named('max_age'),
  };
}

function mapsOf(cors: Cors, names: Names): readonly MapBlock[] {
  const { methods, headers } = cors;
  const whenAllowed = (name: VariableName, value: Word | Value): MapBlock =>
    mapBlock(name, [{ variable: names.origin }], value, [{ key: emptyKey, value: empty }]);
  const asked = (field: string): Value =>
    expression({ variable: variable(`http_access_control_request_${field}`) });
  const exposed = exposedText(cors);
  return [
    cors.origins === 'any'
      ? mapBlock(names.origin, [{ variable: origin }], word('$http_origin'), [])
      : mapBlock(
          names.origin,
          [{ variable: origin }],
          empty,
          cors.origins.map((each) => ({
            key: regex(originPattern(each)),
            value: word('$http_origin'),
          })),
        ),
    ...(cors.credentials ? [whenAllowed(names.credentials, word('true'))] : []),
    ...(exposed === null ? [] : [whenAllowed(names.exposed, text(exposed))]),
    ...(methods.length === 0
      ? []
      : [
          whenAllowed(
            names.methods,
            methods === 'any' ? asked('method') : text(methods.join(', ')),
          ),
        ]),
    ...(headers.length === 0
      ? []
      : [
          whenAllowed(
            names.headers,
            headers === 'any' ? asked('headers') : text(headers.join(', ')),
          ),
        ]),
    whenAllowed(names.maxAge, text(String(cors.maxAge))),
  ];
}

/** Beside credentials `*` is no wildcard but a header of that name (Fetch, 3.3.5). */
function exposedText({ exposed, credentials }: Cors): string | null {
  if (exposed === 'any') return credentials ? null : '*';
  return exposed.length === 0 ? null : exposed.join(', ');
}

function originPattern(allowed: CorsOrigin): string {
  const port = allowed.port === null ? '' : `:${String(allowed.port)}`;
  const [labels, rest] =
    allowed.kind === 'exact' ? ['', allowed.host] : ['[^/:\\s]+', allowed.suffix];
  return `^${pcreLiteral(`${allowed.scheme}://`)}${labels}${pcreLiteral(`${rest}${port}`)}\\z`;
}
