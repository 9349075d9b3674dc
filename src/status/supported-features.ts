import type { Channel } from '../model/channel.ts';
import type { FeatureId } from '../target/feature.ts';
import type { Target } from '../target/target.ts';

/**
 * Gateway API's names of features (pkg/features) with those of ours that they are made of. A feature is
 * declared when the target does all of its parts, exactly or with a difference that SUPPORT.md tells.
 */
const features: Readonly<Record<string, readonly FeatureId[]>> = {
  BackendTLSPolicy: ['BackendTLSPolicy'],
  BackendTLSPolicySANValidation: ['BackendTLSPolicySANValidation'],
  ClusterTrustBundle: ['BackendTLSPolicy'],
  Gateway: [],
  GatewayAddressEmpty: [],
  GatewayAddressRoutability: [],
  GatewayBackendClientCertificate: ['BackendTLSPolicy'],
  GatewayFrontendClientCertificateValidation: ['GatewayFrontendClientCertificateValidation'],
  GatewayFrontendClientCertificateValidationInsecureFallback: [
    'GatewayFrontendClientCertificateValidationInsecureFallback',
  ],
  GatewayHTTPListenerIsolation: [],
  GatewayHTTPSListenerDetectMisdirectedRequests: [],
  GatewayInfrastructure: [],
  GatewayListenerFilters: ['GatewayListenerFilters'],
  GatewayPort8080: [],
  GatewayRouteHostnameIntersectionPrecedence: [],
  GatewayStaticAddresses: [],
  GRPCRoute: ['GRPCRouteMethodMatching', 'GRPCRouteHeaderMatching'],
  GRPCRouteNamedRouteRule: [],
  GRPCRouteRequestHeaderModifier: ['HTTPRouteRequestHeaderModification'],
  HTTPRoute: ['HTTPRoutePathExact', 'HTTPRoutePathPrefix', 'HTTPRouteHeaderMatching'],
  HTTPRoute303RedirectStatusCode: ['HTTPRouteRedirect'],
  HTTPRoute307RedirectStatusCode: ['HTTPRouteRedirect'],
  HTTPRoute308RedirectStatusCode: ['HTTPRouteRedirect'],
  HTTPRouteBackendProtocolH2C: ['HTTPRouteBackendProtocolH2C'],
  HTTPRouteBackendProtocolWebSocket: ['HTTPRouteBackendProtocolWebSocket'],
  HTTPRouteBackendRequestHeaderModification: ['HTTPRouteBackendRequestHeaderModification'],
  HTTPRouteBackendTimeout: ['HTTPRouteBackendTimeout'],
  HTTPRouteBackendURLRewrite: ['HTTPRouteBackendURLRewrite'],
  HTTPRouteCORS: ['HTTPRouteCORS'],
  HTTPRouteDestinationPortMatching: [],
  HTTPRouteHostRewrite: ['HTTPRouteHostRewrite'],
  HTTPRouteMethodMatching: ['HTTPRouteMethodMatching'],
  HTTPRouteNamedRouteRule: [],
  HTTPRouteParentRefPort: [],
  HTTPRoutePathRedirect: ['HTTPRouteRedirect'],
  HTTPRoutePathRewrite: ['HTTPRoutePathRewrite'],
  HTTPRoutePortRedirect: ['HTTPRouteRedirect'],
  HTTPRouteQueryParamMatching: ['HTTPRouteQueryParamMatching'],
  HTTPRouteRequestMirror: ['HTTPRouteRequestMirror'],
  HTTPRouteRequestMultipleMirrors: ['HTTPRouteRequestMirror'],
  HTTPRouteRequestPercentageMirror: ['HTTPRouteRequestMirror'],
  HTTPRouteRequestTimeout: ['HTTPRouteRequestTimeout'],
  HTTPRouteResponseHeaderModification: ['HTTPRouteResponseHeaderModification'],
  HTTPRouteRetryCodes: ['HTTPRouteRetryCodes'],
  HTTPRouteRetryConnectionError: ['HTTPRouteRetryConnectionError'],
  HTTPRouteSchemeRedirect: ['HTTPRouteRedirect'],
  ListenerSet: [],
  ReferenceGrant: [],
  TCPRoute: ['TCPRoute', 'StreamRouteWeight'],
  TLSRoute: ['TLSRoute', 'StreamRouteWeight'],
  TLSRouteModeMixed: ['TLSRouteModeMixed'],
  TLSRouteModeTerminate: ['TLSRouteModeTerminate'],
  UDPRoute: ['UDPRoute', 'StreamRouteWeight'],
};

/** Gateway API's names of features that a target may have. */
export const featureNames: readonly string[] = Object.keys(features);

/** The parts that a target lacks of a feature. */
export function missingParts(name: string, { capabilities }: Target): readonly FeatureId[] {
  return (features[name] ?? []).filter(
    (part) => capabilities[part].summary.level === 'unsupported',
  );
}

/** Those that the standard channel's CRDs have no fields for (`FeatureChannelExperimental` of pkg/features). */
const experimental: ReadonlySet<string> = new Set([
  'ClusterTrustBundle',
  'GatewayAddressRoutability',
  'GatewayAddressRoutabilityCluster',
  'GatewayListenerFilters',
  'HTTPRouteDestinationPortMatching',
]);

/** The names of the features that a target has with the CRDs of a channel, sorted. */
export function supportedFeatures({ capabilities }: Target, channel: Channel): readonly string[] {
  return Object.entries(features)
    .filter(
      ([name, parts]) =>
        (channel === 'experimental' || !experimental.has(name)) &&
        parts.every((part) => capabilities[part].summary.level !== 'unsupported'),
    )
    .map(([name]) => name)
    .sort();
}
