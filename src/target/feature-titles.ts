import type { FeatureId } from './feature.ts';

/** What each feature is called in documents for people. */
export const featureTitles: Readonly<Record<FeatureId, string>> = {
  HTTPRoutePathExact: 'path match: Exact',
  HTTPRoutePathPrefix: 'path match: PathPrefix',
  HTTPRoutePathRegularExpression: 'path match: RegularExpression',
  HTTPRouteMethodMatching: 'method match',
  HTTPRouteHeaderMatching: 'header match',
  HTTPRouteQueryParamMatching: 'query parameter match',
  HTTPRouteRequestHeaderModification: 'filter: RequestHeaderModifier',
  HTTPRouteResponseHeaderModification: 'filter: ResponseHeaderModifier',
  HTTPRouteRedirect: 'filter: RequestRedirect',
  HTTPRouteHostRewrite: 'filter: URLRewrite, hostname',
  HTTPRoutePathRewrite: 'filter: URLRewrite, path',
  HTTPRouteWeight: 'backends: weights',
  HTTPRouteBackendRequestHeaderModification: 'backends: RequestHeaderModifier of one backend',
  HTTPRouteBackendResponseHeaderModification: 'backends: ResponseHeaderModifier of one backend',
  HTTPRouteBackendURLRewrite: 'backends: URLRewrite of one backend',
  HTTPRouteRequestTimeout: 'timeouts.request',
  HTTPRouteBackendTimeout: 'timeouts.backendRequest',
  BackendDNS: 'backends: Services by DNS name',
};
