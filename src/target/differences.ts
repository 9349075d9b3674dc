/** A difference between the targets that no field of a manifest asks for. */
export interface RequestDifference {
  /** What it is about, as a heading. */
  readonly title: string;
  /** What each target does, in whole sentences. */
  readonly text: string;
}

/**
 * What targets do not do alike with requests, whatever the rules say. SUPPORT.md numbers these behind the
 * differences of features; test/proxies/shown.ts names a test on the real proxies for each.
 */
export const requestDifferences = {
  PathResolution: {
    title: 'paths that Envoy resolves and NGINX does not',
    text: 'With `normalize`, NGINX answers 400 to what it cannot resolve as Envoy does. That is two dots behind an empty segment or above the root, a dot segment with a parameter, and a backslash.',
  },
  PathOfOtherHost: {
    title: 'paths that cannot be read, on hosts without routes',
    text: 'They get 404, or 421 where the host is that of another listener, or 400 from a target that refuses them before it looks at the host: NGINX an escape that is none, `%00` and dots above the root, Envoy `%2F` and `%5C`, with `normalize` also `%00`.',
  },
  EarlyRefusals: {
    title: 'headers of the 400 of an encoded slash',
    text: 'Where the client sends X-Forwarded-Proto, Envoy changes its 400 of `%2F` and `%5C` by ResponseHeaderModifier of the rule that takes the path as it was sent. NGINX changes no 400.',
  },
  UnreservedEscapes: {
    title: 'escapes of what needs none',
    text: 'With `normalize`, Envoy forwards escaped letters, digits and `-._~` decoded; NGINX as sent.',
  },
  ForwardedEscapes: {
    title: 'escapes in a path that is changed',
    text: 'Where NGINX forwards another path than was sent, it spells escapes anew (`+` for `%2b`). Envoy keeps them.',
  },
  EmptyQuery: {
    title: 'an empty query behind a path that is changed',
    text: 'Where NGINX forwards another path than was sent, it leaves out the `?` of an empty query. Envoy keeps it.',
  },
  RedirectPath: {
    title: 'the path of a redirect that keeps it',
    text: 'It is repeated as sent in NGINX, and as matched in Envoy: empty segments, with `normalize` also dot segments, stay in NGINX’s Location.',
  },
  SlashesOnly: {
    title: 'nothing but slashes',
    text: 'A path of nothing but several slashes, with `normalize` after its dot segments are resolved, means `/` to NGINX and gets 400 from Envoy.',
  },
  ServerNameDot: {
    title: 'a final dot of SNI',
    text: 'A final dot of a name in SNI, where RFC 6066 allows none, does not matter to NGINX; Envoy knows no such name.',
  },
  HostDot: {
    title: 'a final dot of Host',
    text: 'Host is forwarded as the client sent it, but for the dot, which Envoy leaves out.',
  },
  HostFields: {
    title: 'two Host fields or an empty one',
    text: 'Two Host fields or an empty one get 400 from NGINX; Envoy looks for a hostname of that name and, finding none, answers 404.',
  },
  RepeatedHeaders: {
    title: 'repeated headers',
    text: 'Lines of a repeated header are matched as one, with commas, by NGINX from 1.23 on; Envoy tries each line.',
  },
  RedirectPort: {
    title: 'the port of a redirect',
    text: 'A redirect to the well-known port of its scheme does not name it; Envoy does, where the client’s Host names a port and the filter no hostname.',
  },
  RedirectHost: {
    title: 'the host of a redirect that keeps it',
    text: 'NGINX writes the host of a redirect in lower case. Envoy writes it as sent.',
  },
  Http10: {
    title: 'HTTP/1.0',
    text: 'HTTP/1.0 is served by NGINX; Envoy answers 426.',
  },
  PriorKnowledge: {
    title: 'HTTP/2 without TLS',
    text: 'HTTP/2 by prior knowledge is served on plain ports, by NGINX from 1.25.1 on.',
  },
  Trace: {
    title: 'TRACE',
    text: 'TRACE is answered with 405. NGINX answers so before it looks at the host or the path, Envoy after both.',
  },
  CallStatus: {
    title: 'answers of the gateway itself to gRPC clients',
    text: 'They are told (`content-type: application/grpc`) as a status of gRPC where GRPCRoutes are; Envoy tells them so on every host.',
  },
  BackendChoice: {
    title: 'which backend gets a request',
    text: 'NGINX takes turns among backends in proportion to their weights, unless the table says that it chooses at random; Envoy chooses at random.',
  },
  ConnectionFailure: {
    title: 'connections to backends that fail',
    text: 'When no connection to a backend comes about, or it ends before the response, NGINX answers 502 and Envoy 503.',
  },
  RetriedMethods: {
    title: 'retries of methods that are not idempotent',
    text: 'With `retry`, a connection that fails before the response is retried whatever the method in Envoy; NGINX retries methods that are not idempotent only where `retry.codes` allows it or nothing was sent.',
  },
  RetriedBodies: {
    title: 'retries of long requests',
    text: 'Envoy keeps the first 1 MiB of a request’s body for retries and sends longer ones once.',
  },
  ClientSessions: {
    title: 'TLS sessions where clients are verified',
    text: 'Envoy resumes those of the same port, NGINX none at all.',
  },
  CorsPreflight: {
    title: 'the status of CORS preflights',
    text: 'CORS preflights are answered with 204 by NGINX and with 200 by Envoy.',
  },
  CorsOnAnswers: {
    title: 'CORS of answers of the gateway itself',
    text: 'Envoy adds nothing for CORS to answers of its own, such as those of rules without a valid backend, and does not take preflights for those. NGINX does both.',
  },
  CorsVary: {
    title: 'Vary where a rule has CORS',
    text: 'NGINX says `Vary: Origin` where a rule has CORS; Envoy does not.',
  },
  ListenerRefusals: {
    title: 'refusals of a listener’s authorization server',
    text: 'Envoy changes them, and the 500 where no server is ready, by ResponseHeaderModifier of the rule that the request would have got to. NGINX passes them on unchanged.',
  },
} as const satisfies Readonly<Record<string, RequestDifference>>;

/** Names a difference in tables and tests, where a number would change with the next one. */
export type RequestDifferenceId = keyof typeof requestDifferences;
