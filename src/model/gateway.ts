import type { LocalReference } from './backend-tls-policy.ts';
import type { ExternalAuthFilter } from './http-route.ts';

/** Fields of GatewayClass and Gateway that gatewright reads (Gateway API v1). */
export interface GatewayClassSpec {
  readonly controllerName: string;
  readonly description?: string;
}

export interface GatewaySpec {
  readonly gatewayClassName: string;
  readonly addresses?: readonly GatewayAddress[];
  readonly listeners?: readonly Listener[];
  readonly infrastructure?: GatewayInfrastructure;
  readonly tls?: GatewayTls;
}

export interface GatewayTls {
  /** GEP-3155. */
  readonly backend?: { readonly clientCertificateRef?: SecretReference };
  /** GEP-91; read as a whole, to refuse it. */
  readonly frontend?: Readonly<Record<string, unknown>>;
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
}

export interface SecretReference {
  readonly group: string;
  readonly kind: string;
  readonly name: string;
  readonly namespace?: string;
}

export interface AllowedRoutes {
  readonly namespaces: RouteNamespaces;
  readonly kinds?: readonly RouteGroupKind[];
}

export interface RouteNamespaces {
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
