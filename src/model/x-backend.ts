import type { BackendTlsValidation } from './backend-tls-policy.ts';
import type { SecretReference } from './gateway.ts';
import type { SessionPersistenceSpec } from './http-route.ts';

/** Fields of XBackend that gatewright reads (Gateway API v1alpha1, GEP-4894). */
export interface XBackendSpec {
  readonly type: 'ExternalHostname' | 'EndpointSelector';
  readonly port: { readonly number?: number };
  readonly externalHostname?: { readonly hostname: string };
  readonly endpointSelector?: { readonly matchLabels: Readonly<Record<string, string>> };
  readonly protocol?: XBackendProtocol;
  readonly tls?: XBackendTls;
  readonly sessionPersistence?: SessionPersistenceSpec;
}

export type XBackendProtocol = 'TCP' | 'HTTP' | 'HTTP2' | 'HTTP11' | 'H2C' | 'MCP' | 'GRPC' | 'WSS';

/** The CRD demands `validation` where TLS is spoken, and `clientCertificateRef` with ClientAndServer. */
export interface XBackendTls {
  readonly mode: 'None' | 'ServerOnly' | 'ClientAndServer';
  readonly clientCertificateRef?: SecretReference;
  readonly validation?: BackendTlsValidation;
}
