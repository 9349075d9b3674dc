import type { BackendProtocol } from '../ir/index.ts';
import type { RequestKind } from './request-kind.ts';

export type SpokenProtocol =
  | { readonly kind: 'protocol'; readonly protocol: BackendProtocol }
  | { readonly kind: 'unsupported'; readonly name: string };

/**
 * What to speak by a Service port's `appProtocol` (GEP-1911; KEP-3726 has Kubernetes' own names, and those
 * without a slash are IANA's). Without one, the kind of requests decides.
 */
export function backendProtocol(
  appProtocol: string | undefined,
  requests: RequestKind,
): SpokenProtocol {
  const name = appProtocol ?? '';
  const protocol = (requests === 'grpc' ? forGrpc : forHttp)[name];
  return protocol === undefined ? { kind: 'unsupported', name } : { kind: 'protocol', protocol };
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
