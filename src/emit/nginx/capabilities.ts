import { undecodedQuery } from '../../target/query-spelling.ts';
import { always, exact, type CapabilityTable } from '../../target/capability.ts';
import {
  judgeBackendRewrites,
  judgeNames,
  judgeWeights,
  namePerConnection,
  roundedShares,
} from './judge/backends.ts';
import {
  firstLineOnly,
  judgeHeaderMatch,
  judgeQueryMatch,
  judgeRequestHeaders,
  judgeResponseHeaders,
} from './judge/headers.ts';
import {
  fewAnswers,
  exposesNothing,
  fewFilters,
  judgeCors,
  judgeHttpAuth,
  judgeListenerFilters,
  mirrorHolds,
  noGrpcAuth,
  roundedMirror,
} from './judge/filters.ts';
import {
  fewerAttempts,
  judgeAttempts,
  judgeCodes,
  knownCodes,
  roundedTime,
  noBackoff,
  noBudget,
} from './judge/retries.ts';
import { noSpans } from './judge/tracing.ts';
import { hostnameInstead, judgeBackendTls, otherNames, rootsOnly } from './judge/backend-tls.ts';
import {
  closedAfterHandshake,
  judgeCertificates,
  judgeClients,
  judgeTlsOptions,
  oneRangeForAll,
  someOfEachKind,
  unknownIssuersOnly,
} from './judge/listeners.ts';
import { judgeStreamWeights, roundedConnections } from './judge/streams.ts';
import { judgeSessions, sessionsInCookies } from './judge/sessions.ts';
import { mirrorIsExact } from './lower/mirror-lines.ts';
import {
  escapedPrefixes,
  judgeChange,
  judgeCall,
  judgePath,
  judgeRedirect,
  oddPaths,
  regexPaths,
} from './judge/paths.ts';
import { judgeMethod } from './judge/methods.ts';
import { headersOnly, judgeTimeout } from './judge/timeouts.ts';

/** NGINX's stand on every feature, for stock modules of the version that is compiled for. */
export const capabilities: CapabilityTable = {
  HTTPRoutePathExact: { summary: exact, judge: ({ match }) => judgePath(match) },
  HTTPRoutePathPrefix: { summary: exact, judge: ({ match }) => judgePath(match) },
  HTTPRoutePathRegularExpression: { summary: regexPaths, judge: ({ match }) => judgePath(match) },
  HTTPRouteMethodMatching: { summary: exact, judge: ({ method }) => judgeMethod(method) },
  HTTPRouteHeaderMatching: {
    summary: firstLineOnly,
    judge: ({ match }, options) => judgeHeaderMatch(match, options),
  },
  HTTPRouteQueryParamMatching: {
    summary: undecodedQuery,
    judge: ({ match }) => judgeQueryMatch(match),
  },
  HTTPRouteRequestHeaderModification: {
    summary: firstLineOnly,
    judge: ({ changes }, options) => judgeRequestHeaders(changes, options),
  },
  HTTPRouteResponseHeaderModification: {
    summary: exact,
    judge: ({ changes }) => judgeResponseHeaders(changes),
  },
  HTTPRouteRedirect: { summary: oddPaths, judge: ({ redirect }) => judgeRedirect(redirect) },
  HTTPRouteHostRewrite: always(exact),
  HTTPRoutePathRewrite: { summary: escapedPrefixes, judge: ({ path }) => judgeChange(path) },
  HTTPRouteWeight: { summary: roundedShares, judge: ({ backends }) => judgeWeights(backends) },
  HTTPRouteBackendRequestHeaderModification: {
    summary: firstLineOnly,
    judge: ({ changes }, options) => judgeRequestHeaders(changes, options),
  },
  HTTPRouteBackendResponseHeaderModification: {
    summary: exact,
    judge: ({ changes }) => judgeResponseHeaders(changes),
  },
  HTTPRouteBackendURLRewrite: {
    summary: escapedPrefixes,
    judge: ({ backends }) => judgeBackendRewrites(backends),
  },
  HTTPRouteRequestTimeout: { summary: headersOnly, judge: ({ timeout }) => judgeTimeout(timeout) },
  HTTPRouteBackendTimeout: { summary: headersOnly, judge: ({ timeout }) => judgeTimeout(timeout) },
  TelemetryPolicyTracing: always(noSpans),
  TelemetryPolicyParentBasedSampling: always(noSpans),
  TelemetryPolicyAttribute: always(noSpans),
  GatewayListenerFilters: {
    summary: fewFilters,
    judge: ({ filters }) => judgeListenerFilters(filters),
  },
  BackendDNS: { summary: namePerConnection, judge: (_, options) => judgeNames(options) },
  GRPCRouteMethodMatching: { summary: exact, judge: ({ match }) => judgeCall(match) },
  GRPCRouteHeaderMatching: {
    summary: firstLineOnly,
    judge: ({ match }, options) => judgeHeaderMatch(match, options),
  },
  HTTPRouteRequestMirror: {
    summary: roundedMirror,
    judge: ({ share }) => (mirrorIsExact({ share }) ? mirrorHolds : roundedMirror),
  },
  HTTPRouteCORS: { summary: exposesNothing, judge: ({ cors }) => judgeCors(cors) },
  HTTPRouteExternalAuthHTTP: { summary: fewAnswers, judge: judgeHttpAuth },
  HTTPRouteExternalAuthGRPC: always(noGrpcAuth),
  HTTPRouteRetryCodes: {
    summary: knownCodes,
    judge: ({ codes, timeouts }) => judgeCodes(codes, timeouts),
  },
  HTTPRouteRetryConnectionError: {
    summary: fewerAttempts,
    judge: ({ retry }) => judgeAttempts(retry),
  },
  HTTPRouteRetryBackoff: always(noBackoff),
  HTTPRouteRetryTotalTimeout: always(roundedTime),
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
  StreamRouteWeight: {
    summary: roundedConnections,
    judge: ({ backends }) => judgeStreamWeights(backends),
  },
  XBackend: always(exact),
  ServiceImport: always(exact),
  BackendSessionPersistence: {
    summary: sessionsInCookies,
    judge: ({ persistence, backends }) => judgeSessions(persistence, backends),
  },
  RetryBudget: always(noBudget),
  BackendTLSPolicy: { summary: rootsOnly, judge: ({ tls }) => judgeBackendTls(tls) },
  BackendTLSPolicySANValidation: {
    summary: otherNames,
    judge: (_, { nginxVerification }) =>
      nginxVerification === 'hostname-only' ? hostnameInstead : otherNames,
  },
  BackendTLSPolicyOptions: always(exact),
  GatewayFrontendClientCertificateValidation: {
    summary: closedAfterHandshake,
    judge: ({ clients }) => judgeClients(clients),
  },
  GatewayFrontendClientCertificateValidationInsecureFallback: always(unknownIssuersOnly),
  ListenerCertificates: {
    summary: someOfEachKind,
    judge: ({ certificates }) => judgeCertificates(certificates),
  },
  ListenerTLSOptions: { summary: oneRangeForAll, judge: judgeTlsOptions },
};
