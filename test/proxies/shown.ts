import type { TargetName } from '../../src/diagnostics/diagnostic.ts';
import type { RequestDifferenceId } from '../../src/target/differences.ts';
import type { FeatureId } from '../../src/target/feature.ts';

/** Where a test on the real proxies shows a difference: a file of this folder, and words that stand in it once or more. */
export interface Shown {
  readonly file: string;
  readonly words: string;
}

const shown = (file: string, words: string): Shown => ({ file, words });

const firstLine = shown('cases/conduct.ts', 'the first line of several fits');
const spans = shown('tracing.test.ts', 'spans with all that a policy asks for');
const noSpans = shown('tracing.test.ts', 'requests are served without spans');
const sessions = shown('session-ends.test.ts', 'a session goes on after its absoluteTimeout');

const cutBodies = shown('external-auth.test.ts', 'the server is told the first part');
const longBodies = shown('long-bodies.test.ts', 'a body that keeps coming is not cut off');

/** What of a feature is not exact, by target and feature (SUPPORT.md, "Differences"). */
export const approximations: Readonly<
  Record<TargetName, Readonly<Partial<Record<FeatureId, Shown>>>>
> = {
  nginx: {
    BackendTLSPolicy: shown(
      'backend-tls-settings.test.ts',
      'an authority without those that have certified it',
    ),
    BackendTLSPolicySANValidation: shown('backend-tls.test.ts', 'other subjects than the SNI'),
    ListenerCertificates: shown('tls-options.test.ts', 'two certificates of one kind'),
    GatewayFrontendClientCertificateValidationInsecureFallback: shown(
      'client-certificates.test.ts',
      'what is wrong otherwise',
    ),
    GatewayFrontendClientCertificateValidation: shown(
      'client-certificates.test.ts',
      'refuses a certificate: %s',
    ),
    ListenerTLSOptions: shown('tls-options.test.ts', 'versions of listeners that share a port'),
    StreamRouteWeight: shown('streams.test.ts', 'weights, with a share that goes nowhere'),
    RetryBudget: shown('retry-budget.test.ts', 'what cannot be limited is refused'),
    TelemetryPolicyAttribute: noSpans,
    TelemetryPolicyParentBasedSampling: noSpans,
    TelemetryPolicyTracing: noSpans,
    HTTPRouteBackendRequestHeaderModification: firstLine,
    BackendDNS: shown('nginx-emit.test.ts', 'DNS names on NGINX 1.%i'),
    HTTPRouteWeight: shown('cases/backends.ts', 'backends with filters of their own'),
    HTTPRouteCORS: shown('cases/cors.ts', 'with credentials "*" is never sent'),
    HTTPRouteExternalAuthGRPC: shown('external-auth.test.ts', '%s lets nobody in'),
    HTTPRouteExternalAuthHTTP: shown('cases/external-auth.ts', 'redirects of the server refuse'),
    HTTPRouteRequestHeaderModification: firstLine,
    HTTPRouteRequestMirror: shown('slow-mirror.test.ts', 'the next request of a connection'),
    HTTPRoutePathRewrite: shown(
      'cases/conduct.ts',
      'an escaped prefix that the request spells in another way',
    ),
    HTTPRouteBackendURLRewrite: shown('cases/conduct.ts', 'the same for one backend'),
    HTTPRouteRedirect: shown('cases/conduct.ts', 'spells in another way cannot be replaced'),
    GatewayListenerFilters: shown('cases/listener-filters.ts', 'a fourth filter'),
    GRPCRouteHeaderMatching: firstLine,
    HTTPRouteHeaderMatching: firstLine,
    HTTPRoutePathRegularExpression: shown(
      'cases/conduct.ts',
      'an expression sees the decoded path',
    ),
    HTTPRouteQueryParamMatching: shown('cases/conduct.ts', 'a query parameter is not decoded'),
    HTTPRouteRetryConnectionError: shown(
      'retry-limits.test.ts',
      'one attempt more than NGINX makes',
    ),
    HTTPRouteRetryTotalTimeout: shown('effects.test.ts', 'within the time for all attempts'),
    HTTPRouteRetryBackoff: shown(
      'retry-limits.test.ts',
      'a rule that has to wait between attempts',
    ),
    HTTPRouteRetryCodes: shown('cases/conduct.ts', 'a code that NGINX does not retry'),
    HTTPRouteSessionPersistence: sessions,
    BackendSessionPersistence: sessions,
    HTTPRouteBackendTimeout: longBodies,
    HTTPRouteRequestTimeout: longBodies,
  },
  envoy: {
    HTTPRouteExternalAuthHTTP: cutBodies,
    HTTPRouteExternalAuthGRPC: cutBodies,
    RetryBudget: shown('retry-budget.test.ts', 'a budget of none leaves the minimum'),
    TelemetryPolicyAttribute: spans,
    TelemetryPolicyParentBasedSampling: shown('tracing.test.ts', 'nor one that is sampled'),
    TelemetryPolicyTracing: spans,
    HTTPRouteBackendURLRewrite: shown('rounded-shares.test.ts', 'Envoy gives out millionths'),
    HTTPRouteRequestMirror: shown('rounded-shares.test.ts', 'Envoy mirrors millionths'),
    HTTPRouteBackendTimeout: longBodies,
    HTTPRouteCORS: shown('cases/cors.ts', 'redirects are answers to scripts as well'),
    HTTPRouteQueryParamMatching: shown('cases/conduct.ts', 'a query parameter is not decoded'),
    HTTPRouteSessionPersistence: sessions,
    BackendSessionPersistence: sessions,
  },
};

/** What targets do not do alike with every request (src/target/differences.ts). */
export const ofEveryRequest: Readonly<Record<RequestDifferenceId, Shown>> = {
  PathResolution: shown('path-policy.test.ts', 'pathTable'),
  PathOfOtherHost: shown('cases/paths.ts', 'of a host without routes'),
  EarlyRefusals: shown('cases/conduct.ts', 'headers of the 400 of an encoded slash'),
  UnreservedEscapes: shown('path-policy.test.ts', 'pathTable'),
  ForwardedEscapes: shown('path-policy.test.ts', 'pathTable'),
  EmptyQuery: shown('path-policy.test.ts', 'pathTable'),
  RedirectPath: shown('path-policy.test.ts', 'a redirect that keeps the path repeats it'),
  SlashesOnly: shown('path-policy.test.ts', 'pathTable'),
  ServerNameDot: shown('cases/tls.ts', 'a final dot of SNI'),
  HostDot: shown('cases/conduct.ts', 'a final dot of Host'),
  HostFields: shown('cases/protocol.ts', 'two Host fields'),
  RepeatedHeaders: shown('cases/conduct.ts', 'one line of several fits'),
  RedirectPort: shown('cases/conduct.ts', 'the port of a redirect'),
  RedirectHost: shown('cases/conduct.ts', 'the host of a redirect'),
  Http10: shown('cases/protocol.ts', 'HTTP/1.0 is served'),
  PriorKnowledge: shown('cases/requests.ts', 'HTTP/2 by prior knowledge'),
  Trace: shown('cases/conduct.ts', 'TRACE of a host without routes'),
  CallStatus: shown('cases/conduct.ts', 'a gRPC client of a host without'),
  BackendChoice: shown('every-request.test.ts', 'backends take turns, or are drawn'),
  ConnectionFailure: shown('cases/protocol.ts', 'a backend that ends the connection'),
  RetriedMethods: shown('every-request.test.ts', 'a method that is not idempotent'),
  RetriedBodies: shown('every-request.test.ts', 'a request of %s 1 MiB'),
  ClientSessions: shown('client-certificates.test.ts', 'are resumed by Envoy alone'),
  CorsPreflight: shown('cases/cors.ts', 'a preflight is answered'),
  CorsOnAnswers: shown('cases/cors.ts', 'answers of the gateway itself'),
  CorsVary: shown('cases/conduct.ts', 'responses that depend on Origin'),
  ListenerRefusals: shown('cases/listener-filters.ts', 'a refusal is not changed by rules'),
};

/** What holds for every request, by the beginning of its sentence in SUPPORT.md. */
export const everywhere: readonly (readonly [sentence: string, where: Shown])[] = [
  ['Paths are read in one way', shown('path-policy.test.ts', 'pathTable')],
  ['A parameter (`/a;b`)', shown('path-policy.test.ts', 'pathTable')],
  ['Exact and PathPrefix take an escape', shown('cases/conduct.ts', 'expression sees the decoded')],
  ['A redirect that keeps the path', shown('cases/redirects.ts', "name: 'redirects'")],
  ['A port or a final dot in Host', shown('cases/conduct.ts', 'a final dot of Host')],
  ['Request headers with underscores', shown('cases/protocol.ts', 'headers with underscores')],
  ['A client’s `X-Forwarded-Client-Cert`', shown('client-certificates.test.ts', 'nobody can say')],
  ['TLS is of version 1.2 or 1.3', shown('tls-options.test.ts', 'a minimum version')],
  ['Regular expressions are RE2', shown('cases/precedence.ts', 'the longer expression')],
  ['Backends get requests in proportion', shown('cases/backends.ts', 'nine to one')],
  ['HTTP/1.1 is served on every port', shown('cases/protocol.ts', 'HTTP/2: a body and headers')],
  ['Answers of the gateway itself', shown('cases/conduct.ts', 'a gRPC client of a host without')],
  ['Without `timeouts`, a response', shown('every-request.test.ts', 'while something moves')],
  [
    'Requests are sent to a backend once',
    shown('effects.test.ts', 'not at all with zero attempts'),
  ],
  ['CORS preflights are answered', shown('cases/cors.ts', 'a preflight is answered')],
  [
    'What an authorization server refuses',
    shown('cases/external-auth.ts', 'a refusal is changed as'),
  ],
  ['Idle streams of GRPCRoutes', shown('every-request.test.ts', 'a WebSocket on which nothing')],
  ['HTTPRoutes and GRPCRoutes cannot', shown('differential.test.ts', 'randomConfiguration')],
];
