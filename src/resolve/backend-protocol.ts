import type { BackendProtocol } from '../ir/index.ts';
import type { RequestKind } from './request-kind.ts';

export type SpokenProtocol =
  | { readonly kind: 'protocol'; readonly protocol: BackendProtocol }
  | { readonly kind: 'unsupported'; readonly name: string };

/**
 * What to speak by a Service port's `appProtocol` (GEP-1911; KEP-3726 has Kubernetes' own names, and those
 * without a slash are IANA's). Without one, the kind of requests decides.
 *
 * @param encrypted - a BackendTLSPolicy says how; what needs TLS is not spoken without one
 */
export function backendProtocol(
  appProtocol: string | undefined,
  requests: RequestKind,
  encrypted: boolean,
): SpokenProtocol {
  const written = appProtocol ?? '';
  // Registered names do not depend on case (RFC 6335, section 5.1).
  const name = written.includes('/') ? written : written.toLowerCase();
  const protocol =
    (requests === 'grpc' ? forGrpc : forHttp)[name] ??
    (encrypted && requests === 'http' ? overTls[name] : undefined);
  return protocol === undefined
    ? { kind: 'unsupported', name: written }
    : { kind: 'protocol', protocol };
}

type Table = Readonly<Partial<Record<string, BackendProtocol>>>;

const forHttp: Table = {
  '': 'http1',
  http: 'http1',
  'kubernetes.io/h2c': 'http2',
  'kubernetes.io/ws': 'websocket',
};

// gRPC needs HTTP/2; `grpc` is no registered name but what everybody writes.
const forGrpc: Table = { '': 'http2', grpc: 'http2', 'kubernetes.io/h2c': 'http2' };

const overTls: Table = { https: 'http1', 'kubernetes.io/wss': 'websocket' };
