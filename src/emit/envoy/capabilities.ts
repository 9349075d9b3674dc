import { undecodedQuery } from '../../target/query-spelling.ts';
import { always, exact, type CapabilityTable } from '../../target/capability.ts';
import { unsupported } from '../../target/verdict.ts';
import { judgeBackendRewrites, roundedShares } from './judge/backends.ts';
import {
  judgeHeaderMatch,
  judgeQueryMatch,
  judgeRequestHeaders,
  judgeResponseHeaders,
} from './judge/headers.ts';
import {
  cutBodies,
  judgeCors,
  judgeExternalAuth,
  roundedMirror,
  silentRedirects,
} from './judge/filters.ts';
import { judgeChange, judgePath, judgeRedirect } from './judge/paths.ts';
import { retriesUnderWay } from './judge/retries.ts';
import { judgeSessions, sessionsInCookies } from './judge/sessions.ts';
import { headersOfAttempts, judgeBackendTimeout } from './judge/timeouts.ts';
import {
  judgeAttribute,
  judgeTracing,
  parentsDecide,
  plainSpans,
  someAttributes,
} from './judge/tracing.ts';
import { mirrorIsExact } from './routes/mirrors.ts';

/** Envoy's stand on every feature, for 1.36 and newer. */
export const capabilities: CapabilityTable = {
  HTTPRoutePathExact: { summary: exact, judge: ({ match }) => judgePath(match) },
  HTTPRoutePathPrefix: { summary: exact, judge: ({ match }) => judgePath(match) },
  HTTPRoutePathRegularExpression: { summary: exact, judge: ({ match }) => judgePath(match) },
  HTTPRouteMethodMatching: {
    summary: exact,
    judge: ({ method }) =>
      // A CONNECT request names a host and port, and no path that a rule could match.
      method === 'CONNECT' ? unsupported('Envoy does not route CONNECT by path') : exact,
  },
  HTTPRouteHeaderMatching: { summary: exact, judge: ({ match }) => judgeHeaderMatch(match) },
  HTTPRouteQueryParamMatching: {
    summary: undecodedQuery,
    judge: ({ match }) => judgeQueryMatch(match),
  },
  HTTPRouteRequestHeaderModification: {
    summary: exact,
    judge: ({ changes }) => judgeRequestHeaders(changes),
  },
  HTTPRouteResponseHeaderModification: {
    summary: exact,
    judge: ({ changes }) => judgeResponseHeaders(changes),
  },
  HTTPRouteRedirect: { summary: exact, judge: ({ redirect }) => judgeRedirect(redirect) },
  HTTPRouteHostRewrite: always(exact),
  HTTPRoutePathRewrite: { summary: exact, judge: ({ path }) => judgeChange(path) },
  HTTPRouteWeight: always(exact),
  HTTPRouteBackendRequestHeaderModification: {
    summary: exact,
    judge: ({ changes }) => judgeRequestHeaders(changes),
  },
  HTTPRouteBackendResponseHeaderModification: {
    summary: exact,
    judge: ({ changes }) => judgeResponseHeaders(changes),
  },
  HTTPRouteBackendURLRewrite: {
    summary: roundedShares,
    judge: ({ backends }) => judgeBackendRewrites(backends),
  },
  HTTPRouteRequestTimeout: always(exact),
  HTTPRouteBackendTimeout: {
    summary: headersOfAttempts,
    judge: ({ timeout, retry }) => judgeBackendTimeout(timeout, retry),
  },
  GatewayListenerFilters: always(exact),
  TelemetryPolicyTracing: {
    summary: plainSpans,
    judge: ({ part }, options) => judgeTracing(part, options),
  },
  TelemetryPolicyParentBasedSampling: always(parentsDecide),
  TelemetryPolicyAttribute: {
    summary: someAttributes,
    judge: ({ attribute }, options) => judgeAttribute(attribute, options),
  },
  BackendDNS: always(exact),
  GRPCRouteMethodMatching: { summary: exact, judge: ({ match }) => judgePath(match) },
  GRPCRouteHeaderMatching: { summary: exact, judge: ({ match }) => judgeHeaderMatch(match) },
  HTTPRouteRequestMirror: {
    summary: roundedMirror,
    judge: ({ share }) => (mirrorIsExact(share) ? exact : roundedMirror),
  },
  HTTPRouteCORS: {
    summary: silentRedirects,
    judge: ({ cors, redirects }) => (redirects ? silentRedirects : judgeCors(cors)),
  },
  HTTPRouteExternalAuthHTTP: { summary: cutBodies, judge: ({ auth }) => judgeExternalAuth(auth) },
  HTTPRouteExternalAuthGRPC: { summary: cutBodies, judge: ({ auth }) => judgeExternalAuth(auth) },
  HTTPRouteRetryCodes: always(exact),
  HTTPRouteRetryConnectionError: always(exact),
  HTTPRouteRetryBackoff: always(exact),
  HTTPRouteRetryTotalTimeout: always(exact),
  HTTPRouteSessionPersistence: {
    summary: sessionsInCookies,
    judge: ({ persistence, backends }) => judgeSessions(persistence, backends),
  },
  HTTPRouteBackendProtocolH2C: always(exact),
  HTTPRouteBackendProtocolWebSocket: always(exact),
  TLSRoute: always(exact),
  TLSRouteModeTerminate: always(exact),
  TLSRouteModeMixed: always(exact),
  TCPRoute: always(exact),
  UDPRoute: always(exact),
  StreamRouteWeight: always(exact),
  BackendTLSPolicy: always(exact),
  BackendTLSPolicySANValidation: always(exact),
  XBackend: always(exact),
  ServiceImport: always(exact),
  BackendSessionPersistence: {
    summary: sessionsInCookies,
    judge: ({ persistence, backends }) => judgeSessions(persistence, backends),
  },
  RetryBudget: always(retriesUnderWay),
  BackendTLSPolicyOptions: always(exact),
  GatewayFrontendClientCertificateValidation: always(exact),
  GatewayFrontendClientCertificateValidationInsecureFallback: always(exact),
  ListenerCertificates: always(exact),
  ListenerTLSOptions: always(exact),
};
