import type { BackendTlsPolicySpec } from './backend-tls-policy.ts';
import type { BackendTrafficPolicySpec } from './backend-traffic-policy.ts';
import type { FrontendSettings, GatewayClassSpec, GatewaySpec, Listener } from './gateway.ts';
import type { GrpcRouteFilter, GrpcRouteSpec } from './grpc-route.ts';
import type { HttpRouteFilter, HttpRouteSpec } from './http-route.ts';
import type { ListenerSetSpec } from './listener-set.ts';
import type { ReferenceGrantSpec } from './reference-grant.ts';
import type { StreamRouteSpec, TlsRouteSpec } from './stream-routes.ts';
import type { XBackendSpec } from './x-backend.ts';
import type { TelemetryPolicySpec } from './telemetry-policy.ts';

/**
 * The fields that we read, as a tree in the shape of the model's types: it does not compile when one side
 * gains a field that the other lacks. `true` stands for a value that is read whole.
 */
export type Understood<T> =
  NonNullable<T> extends readonly (infer Item)[]
    ? Understood<Item>
    : NonNullable<T> extends string | number | boolean
      ? true
      : string extends keyof NonNullable<T>
        ? true
        : { readonly [K in keyof NonNullable<T>]-?: Understood<NonNullable<T>[K]> };

/** The same without types, for walking. */
export type FieldTree = true | { readonly [field: string]: FieldTree };

const headers = {
  set: { name: true, value: true },
  add: { name: true, value: true },
  remove: true,
} as const;

const pathModifier = { type: true, replaceFullPath: true, replacePrefixMatch: true } as const;

const backendReference = {
  group: true,
  kind: true,
  name: true,
  namespace: true,
  port: true,
} as const;

const parentReference = {
  group: true,
  kind: true,
  namespace: true,
  name: true,
  sectionName: true,
  port: true,
} as const;

const sessionPersistence = {
  type: true,
  absoluteTimeout: true,
  cookie: { name: true, path: true, lifetimeType: true },
  header: { name: true },
} as const;

const grpcFilters: Understood<GrpcRouteFilter> = {
  type: true,
  requestHeaderModifier: headers,
  responseHeaderModifier: headers,
  requestMirror: {
    backendRef: backendReference,
    percent: true,
    fraction: { numerator: true, denominator: true },
  },
};

const externalAuth = {
  protocol: true,
  backendRef: backendReference,
  grpc: { allowedHeaders: true },
  http: { path: true, allowedHeaders: true, allowedResponseHeaders: true },
  forwardBody: { maxSize: true },
} as const;

const filters: Understood<HttpRouteFilter> = {
  ...grpcFilters,
  requestRedirect: {
    scheme: true,
    hostname: true,
    path: pathModifier,
    port: true,
    statusCode: true,
  },
  urlRewrite: { hostname: true, path: pathModifier },
  cors: {
    allowOrigins: true,
    allowCredentials: true,
    allowMethods: true,
    allowHeaders: true,
    exposeHeaders: true,
    maxAge: true,
  },
  externalAuth,
};

const namedMatch = { type: true, name: true, value: true } as const;

export const understoodGatewayClass: Understood<GatewayClassSpec> = {
  controllerName: true,
  description: true,
};

const namespaces = {
  from: true,
  selector: { matchLabels: true, matchExpressions: { key: true, operator: true, values: true } },
} as const;

const listeners: Understood<readonly Listener[]> = {
  name: true,
  protocol: true,
  port: true,
  hostname: true,
  tls: {
    mode: true,
    certificateRefs: { group: true, kind: true, name: true, namespace: true },
    options: true,
  },
  allowedRoutes: {
    namespaces,
    kinds: { group: true, kind: true },
  },
  filters: {
    requests: {
      type: true,
      externalAuth,
      extensionRef: { group: true, kind: true, name: true },
    },
  },
};

const frontendSettings: Understood<FrontendSettings> = {
  validation: {
    caCertificateRefs: { group: true, kind: true, name: true, namespace: true },
    mode: true,
  },
};

export const understoodGateway: Understood<GatewaySpec> = {
  gatewayClassName: true,
  addresses: { type: true, value: true, routability: true },
  listeners,
  allowedListeners: { namespaces },
  defaultScope: true,
  tls: {
    backend: { clientCertificateRef: { group: true, kind: true, name: true, namespace: true } },
    frontend: { default: frontendSettings, perPort: { port: true, tls: frontendSettings } },
  },
  infrastructure: {
    labels: true,
    annotations: true,
    parametersRef: { group: true, kind: true, name: true },
  },
};

export const understoodListenerSet: Understood<ListenerSetSpec> = {
  parentRef: { group: true, kind: true, name: true, namespace: true },
  listeners,
};

export const understoodHttpRoute: Understood<HttpRouteSpec> = {
  parentRefs: parentReference,
  useDefaultGateways: true,
  hostnames: true,
  rules: {
    name: true,
    matches: {
      path: { type: true, value: true },
      headers: namedMatch,
      queryParams: namedMatch,
      method: true,
    },
    filters,
    backendRefs: { ...backendReference, weight: true, filters },
    timeouts: { request: true, backendRequest: true },
    retry: { codes: true, attempts: true, backoff: true },
    sessionPersistence,
  },
};

export const understoodGrpcRoute: Understood<GrpcRouteSpec> = {
  parentRefs: parentReference,
  useDefaultGateways: true,
  hostnames: true,
  rules: {
    name: true,
    matches: { method: { type: true, service: true, method: true }, headers: namedMatch },
    filters: grpcFilters,
    backendRefs: { ...backendReference, weight: true, filters: grpcFilters },
    sessionPersistence,
  },
};

export const understoodStreamRoute: Understood<StreamRouteSpec> = {
  parentRefs: parentReference,
  useDefaultGateways: true,
  rules: { name: true, backendRefs: { ...backendReference, weight: true } },
};

export const understoodTlsRoute: Understood<TlsRouteSpec> = {
  ...understoodStreamRoute,
  hostnames: true,
};

export const understoodReferenceGrant: Understood<ReferenceGrantSpec> = {
  from: { group: true, kind: true, namespace: true },
  to: { group: true, kind: true, name: true },
};

const backendValidation = {
  caCertificateRefs: { group: true, kind: true, name: true },
  wellKnownCACertificates: true,
  hostname: true,
  subjectAltNames: { type: true, hostname: true, uri: true },
} as const;

export const understoodBackendTlsPolicy: Understood<BackendTlsPolicySpec> = {
  targetRefs: { group: true, kind: true, name: true, sectionName: true },
  validation: backendValidation,
  options: true,
};

export const understoodXBackend: Understood<XBackendSpec> = {
  type: true,
  port: { number: true },
  externalHostname: { hostname: true },
  endpointSelector: { matchLabels: true },
  protocol: true,
  tls: {
    mode: true,
    clientCertificateRef: { group: true, kind: true, name: true, namespace: true },
    validation: backendValidation,
  },
  sessionPersistence,
};

export const understoodBackendTrafficPolicy: Understood<BackendTrafficPolicySpec> = {
  targetRefs: { group: true, kind: true, name: true },
  retryConstraint: {
    budget: { percent: true, interval: true },
    minRetryRate: { count: true, interval: true },
  },
  sessionPersistence,
};

const fraction = { numerator: true, denominator: true } as const;

export const understoodTelemetryPolicy: Understood<TelemetryPolicySpec> = {
  targetRefs: { group: true, kind: true, name: true },
  tracing: {
    mode: true,
    provider: { backendRef: backendReference, headers: { name: true, value: true } },
    samplingRate: fraction,
    parentBasedSampling: { mode: true, samplingRate: fraction },
    serviceName: true,
    spanName: true,
    attributes: {
      name: true,
      sourceType: true,
      headerName: true,
      literalValue: true,
      attributeKey: true,
    },
  },
};
