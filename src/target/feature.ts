import type { FieldPath } from '../source/field-path.ts';
import type { Origin } from '../source/place.ts';
import type {
  Cors,
  ExternalAuth,
  HeaderChanges,
  ListenerFilter,
  PathChange,
  Share,
} from '../ir/filter.ts';
import type { HeaderMatch, PathMatch, QueryMatch } from '../ir/match.ts';
import type { Redirect } from '../ir/filter.ts';
import type { WeightedBackend, Backend, RetryBudget } from '../ir/backend.ts';
import type { BackendTls, Certificate, ClientValidation, TlsParameters } from '../ir/tls.ts';
import type { HttpListener, HttpsListener, TlsListener, TlsSocket } from '../ir/gateway.ts';
import type { RuleId } from '../ir/names.ts';
import type { Retry, Timeouts, TimeoutSetting } from '../ir/route.ts';
import type { SessionPersistence } from '../ir/session.ts';
import type { StreamRule } from '../ir/stream.ts';
import type { SpanAttribute, Tracing } from '../ir/tracing.ts';

/**
 * Payload of each feature: the facts that a target may base its verdict on. Features are named after
 * Gateway API's own (pkg/features) where one exists.
 */
export interface FeaturePayloads {
  readonly HTTPRoutePathExact: { readonly match: PathMatch };
  readonly HTTPRoutePathPrefix: { readonly match: PathMatch };
  readonly HTTPRoutePathRegularExpression: { readonly match: PathMatch };
  readonly HTTPRouteMethodMatching: { readonly method: string };
  readonly HTTPRouteHeaderMatching: { readonly match: HeaderMatch };
  readonly HTTPRouteQueryParamMatching: { readonly match: QueryMatch };
  readonly HTTPRouteRequestHeaderModification: { readonly changes: HeaderChanges };
  readonly HTTPRouteResponseHeaderModification: { readonly changes: HeaderChanges };
  readonly HTTPRouteRedirect: { readonly redirect: Redirect };
  readonly HTTPRouteHostRewrite: { readonly hostname: string };
  readonly HTTPRoutePathRewrite: { readonly path: PathChange };
  readonly HTTPRouteWeight: { readonly backends: readonly WeightedBackend[] };
  readonly HTTPRouteBackendRequestHeaderModification: { readonly changes: HeaderChanges };
  readonly HTTPRouteBackendResponseHeaderModification: { readonly changes: HeaderChanges };
  readonly HTTPRouteBackendURLRewrite: { readonly backends: readonly WeightedBackend[] };
  readonly HTTPRouteRequestTimeout: { readonly timeout: TimeoutSetting };
  readonly HTTPRouteBackendTimeout: {
    readonly timeout: TimeoutSetting;
    readonly retry: Retry | null;
  };
  readonly BackendDNS: { readonly backend: Backend };
  readonly GRPCRouteMethodMatching: { readonly match: PathMatch };
  readonly GRPCRouteHeaderMatching: { readonly match: HeaderMatch };
  readonly HTTPRouteRequestMirror: { readonly share: Share };
  readonly HTTPRouteCORS: { readonly cors: Cors; readonly redirects: boolean };
  readonly HTTPRouteExternalAuthHTTP: {
    readonly auth: Extract<ExternalAuth, { readonly protocol: 'http' }>;
    readonly server: Backend | null;
  };
  readonly HTTPRouteExternalAuthGRPC: {
    readonly auth: Extract<ExternalAuth, { readonly protocol: 'grpc' }>;
  };
  readonly HTTPRouteRetryCodes: { readonly codes: readonly number[]; readonly timeouts: Timeouts };
  readonly HTTPRouteRetryConnectionError: { readonly retry: Retry };
  readonly HTTPRouteRetryBackoff: { readonly milliseconds: number };
  readonly HTTPRouteRetryTotalTimeout: { readonly retry: Retry; readonly timeouts: Timeouts };
  readonly HTTPRouteSessionPersistence: {
    readonly persistence: SessionPersistence;
    readonly backends: readonly ChosenBackend[];
  };
  readonly HTTPRouteBackendProtocolH2C: { readonly backend: Backend };
  readonly HTTPRouteBackendProtocolWebSocket: { readonly backend: Backend };
  readonly TLSRoute: { readonly rule: StreamRule };
  readonly TLSRouteModeTerminate: { readonly rule: StreamRule };
  readonly TLSRouteModeMixed: { readonly socket: TlsSocket };
  readonly TCPRoute: { readonly rule: StreamRule };
  readonly UDPRoute: { readonly rule: StreamRule };
  readonly StreamRouteWeight: {
    readonly rule: StreamRule;
    readonly backends: readonly ChosenBackend[];
  };
  readonly BackendTLSPolicy: { readonly tls: BackendTls };
  readonly BackendTLSPolicySANValidation: { readonly tls: BackendTls };
  readonly XBackend: { readonly backend: Backend };
  readonly ServiceImport: { readonly backend: Backend };
  readonly BackendSessionPersistence: {
    readonly persistence: SessionPersistence;
    readonly backends: readonly ChosenBackend[];
  };
  readonly RetryBudget: { readonly budget: RetryBudget };
  readonly BackendTLSPolicyOptions: { readonly tls: BackendTls };
  readonly GatewayFrontendClientCertificateValidation: { readonly clients: ClientValidation };
  readonly GatewayFrontendClientCertificateValidationInsecureFallback: {
    readonly clients: ClientValidation;
  };
  readonly ListenerCertificates: { readonly certificates: readonly Certificate[] };
  readonly ListenerTLSOptions: { readonly parameters: TlsParameters; readonly socket: TlsSocket };
  readonly TelemetryPolicyTracing: { readonly part: TracingPart };
  readonly TelemetryPolicyParentBasedSampling: { readonly share: Share };
  readonly TelemetryPolicyAttribute: { readonly attribute: SpanAttribute };
  readonly GatewayListenerFilters: { readonly filters: readonly ListenerFilter[] };
}

/** What a policy asks for of spans, field by field. */
export type TracingPart =
  | { readonly kind: 'spans' }
  | { readonly kind: 'headers'; readonly headers: Tracing['headers'] }
  | { readonly kind: 'sampled'; readonly share: Share }
  | { readonly kind: 'span-name' };

/** A backend that gets requests of a rule; null where the reference is invalid. */
export interface ChosenBackend {
  readonly reference: WeightedBackend;
  readonly backend: Backend | null;
}

export type FeatureId = keyof FeaturePayloads;

/** What asks for a feature, and has to do without where a target has no such thing. */
export type FeatureSubject =
  | { readonly kind: 'rule'; readonly rule: RuleId }
  /** It is left out. */
  | { readonly kind: 'listener'; readonly listener: TlsListener }
  /** All requests of a listener: they are refused. */
  | { readonly kind: 'requests'; readonly listener: HttpListener | HttpsListener }
  /** All requests of a Gateway: they are served without it. */
  | { readonly kind: 'gateway' };

/** One use of a feature, with the field that asks for it and what it belongs to. */
export type FeatureUse = {
  readonly [F in FeatureId]: {
    readonly feature: F;
    readonly subject: FeatureSubject;
    /** The field, or one that it is in: most uses are exact, and nobody asks where they are. */
    readonly origin: Origin;
    /** From `origin` to the field. */
    readonly at: FieldPath;
    readonly payload: FeaturePayloads[F];
  };
}[FeatureId];

/** Is told every use of a feature. A Gateway has hundreds of thousands, so they are not gathered. */
export type Visit = (use: FeatureUse) => void;
