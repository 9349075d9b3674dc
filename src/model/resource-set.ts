import type { BackendTlsPolicySpec } from './backend-tls-policy.ts';
import type { BackendTrafficPolicySpec } from './backend-traffic-policy.ts';
import type {
  ClusterTrustBundleSpec,
  ConfigMapBody,
  EndpointSliceBody,
  PodStatus,
  SecretBody,
  SecretProducer,
  ServiceImportSpec,
  ServiceSpec,
} from './core.ts';
import type { GatewayClassSpec, GatewaySpec } from './gateway.ts';
import type { GrpcRouteSpec } from './grpc-route.ts';
import type { HttpRouteSpec } from './http-route.ts';
import type { ListenerSetSpec } from './listener-set.ts';
import type { JsonObject } from '../parse/document.ts';
import type { ReferenceGrantSpec } from './reference-grant.ts';
import type { Resource } from './resource.ts';
import type { StreamRouteSpec, TlsRouteSpec } from './stream-routes.ts';
import type { XBackendSpec } from './x-backend.ts';
import type { TelemetryPolicySpec } from './telemetry-policy.ts';

/**
 * All valid objects of the input by kind, each list sorted by namespace and name, without duplicates.
 * For kinds without a `spec`, `spec` holds the object's own top-level fields.
 */
export interface ResourceSet {
  readonly gatewayClasses: readonly Resource<GatewayClassSpec>[];
  readonly gateways: readonly Resource<GatewaySpec>[];
  readonly listenerSets: readonly Resource<ListenerSetSpec>[];
  readonly httpRoutes: readonly Resource<HttpRouteSpec>[];
  readonly grpcRoutes: readonly Resource<GrpcRouteSpec>[];
  readonly tlsRoutes: readonly Resource<TlsRouteSpec>[];
  readonly tcpRoutes: readonly Resource<StreamRouteSpec>[];
  readonly udpRoutes: readonly Resource<StreamRouteSpec>[];
  readonly backendTlsPolicies: readonly Resource<BackendTlsPolicySpec>[];
  readonly xBackends: readonly Resource<XBackendSpec>[];
  readonly backendTrafficPolicies: readonly Resource<BackendTrafficPolicySpec>[];
  readonly telemetryPolicies: readonly Resource<TelemetryPolicySpec>[];
  readonly referenceGrants: readonly Resource<ReferenceGrantSpec>[];
  readonly namespaces: readonly Resource<null>[];
  readonly services: readonly Resource<ServiceSpec>[];
  readonly endpointSlices: readonly Resource<EndpointSliceBody>[];
  readonly serviceImports: readonly Resource<ServiceImportSpec>[];
  readonly pods: readonly Resource<PodStatus>[];
  readonly secrets: readonly Resource<SecretBody>[];
  readonly configMaps: readonly Resource<ConfigMapBody>[];
  readonly clusterTrustBundles: readonly Resource<ClusterTrustBundleSpec>[];
  /** cert-manager Certificates, ExternalSecrets and SealedSecrets. */
  readonly secretProducers: readonly Resource<SecretProducer>[];
  /** Valid objects of Gateway API kinds that are not served yet, so that they can be reported. */
  readonly otherKinds: readonly Resource<JsonObject>[];
}
