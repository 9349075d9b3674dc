import type { RequestDifferenceId } from './differences.ts';

/** What holds on every target, and the differences that the reader has to know with it. */
export interface EveryRequest {
  readonly says: string;
  readonly but: readonly RequestDifferenceId[];
}

function holds(says: string, ...but: readonly RequestDifferenceId[]): EveryRequest {
  return { says, but };
}

/** Behaviour that no field asks for (SUPPORT.md, "What holds for every request"). */
export const everyRequest: readonly EveryRequest[] = [
  holds(
    'Paths are read in one way, which is what rules match and backends get; the table below says how. With `--path-policy strict`, the default, whatever servers read in more than one way is answered with 400; `normalize` resolves dot segments. Paths have to be readable where a listener serves the host; others get 400 or 404.',
    ...(['PathResolution', 'PathOfOtherHost', 'SlashesOnly', 'EarlyRefusals'] as const),
  ),
  holds(
    'A parameter (`/a;b`) is part of its segment, so `/admin;b` is not below `/admin`. Escapes are decoded once: `%25` stands for itself.',
    ...(['UnreservedEscapes', 'ForwardedEscapes', 'EmptyQuery'] as const),
  ),
  holds(
    'Exact and PathPrefix take an escape of a reserved character (`%2B`, and `%7E`) for the character, so that no rule is gone round by it. Regular expressions see it as it is sent in Envoy, and decoded in NGINX.',
  ),
  holds(
    'A redirect that keeps the path repeats it.',
    'RedirectPath',
    'RedirectPort',
    'RedirectHost',
  ),
  holds(
    'A port or a final dot in Host does not matter for matching.',
    'HostDot',
    'ServerNameDot',
    'HostFields',
  ),
  holds('Request headers with underscores in their names are dropped.', 'RepeatedHeaders'),
  holds(
    'A client’s `X-Forwarded-Client-Cert` is dropped before rules are looked at, and backends are not told the certificates of clients.',
  ),
  holds(
    'TLS is of version 1.2 or 1.3, for clients and for backends. Where clients are verified, no sessions of other ports are resumed.',
    'ClientSessions',
  ),
  holds(
    'Regular expressions are RE2 and match the whole value. Among paths they stand between Exact and PathPrefix, longest first.',
  ),
  holds(
    'Backends get requests in proportion to their weights.',
    'BackendChoice',
    'ConnectionFailure',
  ),
  holds(
    'HTTP/1.1 is served on every port for HTTP, and HTTP/2 on those with TLS. TRACE is answered with 405.',
    ...(['Http10', 'PriorKnowledge', 'Trace'] as const),
  ),
  holds(
    'Answers of the gateway itself are told to gRPC clients (`content-type: application/grpc`) as a status of gRPC where GRPCRoutes are.',
    'CallStatus',
  ),
  holds(
    'Without `timeouts`, a response may take as long as it wants; a stream on which nothing moves for 300 seconds is ended, with 504 where no response has begun.',
  ),
  holds(
    'Requests are sent to a backend once, unless the rule says `retry`. Then a connection that fails before the response is retried as well.',
    ...(['RetriedMethods', 'RetriedBodies'] as const),
  ),
  holds(
    'CORS preflights are answered by the gateway.',
    'CorsPreflight',
    'CorsOnAnswers',
    'CorsVary',
  ),
  holds(
    'What an authorization server refuses is changed by ResponseHeaderModifier as a response of the rule is.',
    'ListenerRefusals',
  ),
  holds('Idle streams of GRPCRoutes and of backends of kubernetes.io/ws are not closed.'),
  holds('HTTPRoutes and GRPCRoutes cannot share a hostname of a listener: the older one keeps it.'),
];
