/** What another implementation has reported to Gateway API; its facts, in our form. */
export interface PeerReport {
  readonly name: string;
  readonly version: string;
  /** Path in kubernetes-sigs/gateway-api. */
  readonly report: string;
  /** Of the run. */
  readonly date: string;
  /** Tests that passed, and all of them. */
  readonly profiles: readonly {
    readonly profile: string;
    readonly core: readonly [passed: number, all: number];
    readonly extended: readonly [passed: number, all: number];
  }[];
  /** Extended features by their names in v1.6. */
  readonly supported: readonly string[];
  readonly unsupported: readonly string[];
  /** Kinds without a profile in the report, whose provisional tests passed. */
  readonly provisional: readonly string[];
}

/** From the reports on Gateway API v1.6, experimental channel, as of 2026-08-21. */
export const peerReports: readonly PeerReport[] = [
  {
    name: 'Envoy Gateway 1.9',
    version: 'v1.9.0',
    report: 'conformance/reports/v1.6/envoy-gateway/experimental-v1.9.0-default-report.yaml',
    date: '2026-08-18',
    profiles: [
      { profile: 'GATEWAY-GRPC', core: [15, 15], extended: [9, 9] },
      { profile: 'GATEWAY-HTTP', core: [37, 37], extended: [55, 55] },
      { profile: 'GATEWAY-TLS', core: [20, 20], extended: [14, 14] },
    ],
    supported: [
      'BackendTLSPolicy',
      'BackendTLSPolicySANValidation',
      'GatewayAddressEmpty',
      'GatewayBackendClientCertificate',
      'GatewayFrontendClientCertificateValidation',
      'GatewayFrontendClientCertificateValidationInsecureFallback',
      'GatewayHTTPListenerIsolation',
      'GatewayPort8080',
      'GatewayStaticAddresses',
      'HTTPRoute303RedirectStatusCode',
      'HTTPRoute307RedirectStatusCode',
      'HTTPRoute308RedirectStatusCode',
      'HTTPRouteBackendProtocolH2C',
      'HTTPRouteBackendProtocolWebSocket',
      'HTTPRouteBackendRequestHeaderModification',
      'HTTPRouteBackendTimeout',
      'HTTPRouteCORS',
      'HTTPRouteDestinationPortMatching',
      'HTTPRouteHostRewrite',
      'HTTPRouteMethodMatching',
      'HTTPRouteNamedRouteRule',
      'HTTPRouteParentRefPort',
      'HTTPRoutePathRedirect',
      'HTTPRoutePathRewrite',
      'HTTPRoutePortRedirect',
      'HTTPRouteQueryParamMatching',
      'HTTPRouteRequestMirror',
      'HTTPRouteRequestMultipleMirrors',
      'HTTPRouteRequestPercentageMirror',
      'HTTPRouteRequestTimeout',
      'HTTPRouteResponseHeaderModification',
      'HTTPRouteRetry',
      'HTTPRouteRetryBackendTimeout',
      'HTTPRouteRetryConnectionError',
      'HTTPRouteSchemeRedirect',
      'ListenerSet',
      'TLSRouteModeMixed',
      'TLSRouteModeTerminate',
    ],
    unsupported: [
      'GatewayHTTPSListenerDetectMisdirectedRequests',
      'GatewayInfrastructurePropagation',
    ],
    provisional: ['TCPRoute', 'UDPRoute'],
  },
  {
    name: 'NGINX Gateway Fabric 2.7',
    version: 'v2.7.0-pre-release',
    report:
      'conformance/reports/v1.6/nginx-nginx-gateway-fabric/experimental-2.7.0-pre-release-default-report.yaml',
    date: '2026-07-27',
    profiles: [
      { profile: 'GATEWAY-GRPC', core: [15, 15], extended: [10, 10] },
      { profile: 'GATEWAY-HTTP', core: [37, 37], extended: [50, 50] },
      { profile: 'GATEWAY-TCP', core: [19, 19], extended: [10, 10] },
      { profile: 'GATEWAY-TLS', core: [20, 20], extended: [15, 15] },
      { profile: 'GATEWAY-UDP', core: [20, 20], extended: [10, 10] },
    ],
    supported: [
      'BackendTLSPolicy',
      'GatewayAddressEmpty',
      'GatewayBackendClientCertificate',
      'GatewayFrontendClientCertificateValidation',
      'GatewayFrontendClientCertificateValidationInsecureFallback',
      'GatewayHTTPListenerIsolation',
      'GatewayHTTPSListenerDetectMisdirectedRequests',
      'GatewayInfrastructurePropagation',
      'GatewayPort8080',
      'GatewayStaticAddresses',
      'HTTPRoute303RedirectStatusCode',
      'HTTPRoute307RedirectStatusCode',
      'HTTPRoute308RedirectStatusCode',
      'HTTPRouteBackendProtocolH2C',
      'HTTPRouteBackendProtocolWebSocket',
      'HTTPRouteCORS',
      'HTTPRouteDestinationPortMatching',
      'HTTPRouteHostRewrite',
      'HTTPRouteMethodMatching',
      'HTTPRouteParentRefPort',
      'HTTPRoutePathRedirect',
      'HTTPRoutePathRewrite',
      'HTTPRoutePortRedirect',
      'HTTPRouteQueryParamMatching',
      'HTTPRouteRequestMirror',
      'HTTPRouteRequestMultipleMirrors',
      'HTTPRouteRequestPercentageMirror',
      'HTTPRouteResponseHeaderModification',
      'HTTPRouteSchemeRedirect',
      'ListenerSet',
      'TCPRoute',
      'TLSRouteModeMixed',
      'TLSRouteModeTerminate',
      'UDPRoute',
    ],
    unsupported: [
      'BackendTLSPolicySANValidation',
      'HTTPRouteBackendRequestHeaderModification',
      'HTTPRouteBackendTimeout',
      'HTTPRouteNamedRouteRule',
      'HTTPRouteRequestTimeout',
      'HTTPRouteRetry',
      'HTTPRouteRetryBackendTimeout',
      'HTTPRouteRetryConnectionError',
    ],
    provisional: [],
  },
];
