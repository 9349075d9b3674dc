import type { DefaultScope } from './default-scope.ts';
import type { LocalReference } from './backend-tls-policy.ts';
import type { ExternalAuthFilter } from './external-auth.ts';

/** Fields of GatewayClass and Gateway that gatewright reads (Gateway API v1). */
export interface GatewayClassSpec {
  readonly controllerName: string;
  readonly description?: string;
}

export interface GatewaySpec {
  readonly gatewayClassName: string;
  readonly addresses?: readonly GatewayAddress[];
  readonly listeners?: readonly Listener[];
  /** GEP-1713; without it, no ListenerSet adds listeners. */
  readonly allowedListeners?: { readonly namespaces: AllowedNamespaces };
  /** GEP-3793: whether routes attach that name no Gateway. */
  readonly defaultScope?: DefaultScope;
  readonly infrastructure?: GatewayInfrastructure;
  readonly tls?: GatewayTls;
}

export interface GatewayTls {
  /** GEP-3155. */
  readonly backend?: { readonly clientCertificateRef?: SecretReference };
  /** GEP-91. */
  readonly frontend?: FrontendTls;
}

/** For listeners that end TLS: `perPort` replaces `default` as a whole. */
export interface FrontendTls {
  readonly default: FrontendSettings;
  readonly perPort?: readonly { readonly port: number; readonly tls: FrontendSettings }[];
}

export interface FrontendSettings {
  readonly validation?: FrontendValidation;
}

export interface FrontendValidation {
  readonly caCertificateRefs: readonly ObjectReference[];
  readonly mode: 'AllowValidOnly' | 'AllowInsecureFallback';
}

export interface ObjectReference {
  readonly group: string;
  readonly kind: string;
  readonly name: string;
  readonly namespace?: string;
}

/** GEP-1867: for what is made for the Gateway. */
export interface GatewayInfrastructure {
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly parametersRef?: ParametersReference;
}

export interface ParametersReference {
  readonly group: string;
  readonly kind: string;
  readonly name: string;
}

export interface GatewayAddress {
  readonly type: string;
  readonly value?: string;
  /** GEP-5093. */
  readonly routability?: string;
}

export interface Listener {
  readonly name: string;
  readonly protocol: string;
  readonly port: number;
  readonly hostname?: string;
  readonly tls?: ListenerTls;
  readonly allowedRoutes: AllowedRoutes;
  readonly filters?: ListenerFilters;
}

/** GEP-5224. */
export interface ListenerFilters {
  readonly requests?: readonly ListenerFilterSpec[];
}

export interface ListenerFilterSpec {
  readonly type: string;
  readonly externalAuth?: ExternalAuthFilter;
  readonly extensionRef?: LocalReference;
}

export interface ListenerTls {
  readonly mode: 'Terminate' | 'Passthrough';
  readonly certificateRefs?: readonly SecretReference[];
  readonly options?: Readonly<Record<string, string>>;
}

export interface SecretReference {
  readonly group: string;
  readonly kind: string;
  readonly name: string;
  readonly namespace?: string;
}

export interface AllowedRoutes {
  readonly namespaces: AllowedNamespaces;
  readonly kinds?: readonly RouteGroupKind[];
}

/** RouteNamespaces and ListenerNamespaces. */
export interface AllowedNamespaces {
  readonly from: 'All' | 'Same' | 'Selector' | 'None';
  readonly selector?: LabelSelector;
}

export interface RouteGroupKind {
  readonly group: string;
  readonly kind: string;
}

/** metav1.LabelSelector: all labels and all expressions must hold; an empty one selects everything. */
export interface LabelSelector {
  readonly matchLabels?: Readonly<Record<string, string>>;
  readonly matchExpressions?: readonly LabelExpression[];
}

export interface LabelExpression {
  readonly key: string;
  readonly operator: string;
  readonly values?: readonly string[];
}
