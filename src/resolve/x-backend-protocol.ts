import type { BackendProtocol } from '../ir/index.ts';
import type { XBackendProtocol } from '../model/index.ts';
import type { Traffic } from './request-kind.ts';

type Table = Readonly<Partial<Record<XBackendProtocol | 'unset', BackendProtocol>>>;

/** With HTTP, the version is the implementation's choice. */
const tables: Readonly<Record<Traffic, Table>> = {
  http: {
    unset: 'http1',
    HTTP: 'http1',
    HTTP11: 'http1',
    HTTP2: 'http2',
    H2C: 'http2',
    GRPC: 'http2',
    WSS: 'websocket',
    // MCP is HTTP with event streams, which may be silent for as long as those of a WebSocket.
    MCP: 'websocket',
  },
  grpc: { unset: 'http2', GRPC: 'http2', HTTP: 'http2', HTTP2: 'http2', H2C: 'http2' },
  tcp: { unset: 'tcp', TCP: 'tcp' },
  terminated: { unset: 'tcp', TCP: 'tcp' },
  tls: { unset: 'tcp', TCP: 'tcp' },
  udp: { unset: 'udp' },
};

/**
 * What to speak to an XBackend by its `protocol` (GEP-4894); null for what cannot carry the traffic. Without one the
 * kind of route decides.
 *
 * @param encrypted - the XBackend wants TLS, which cannot be had around datagrams, and around a client's own TLS would
 *   not be what the client verifies
 */
export function xBackendProtocol(
  protocol: XBackendProtocol | undefined,
  traffic: Traffic,
  encrypted: boolean,
): BackendProtocol | null {
  if (encrypted && (traffic === 'tls' || traffic === 'udp')) return null;
  return tables[traffic][protocol ?? 'unset'] ?? null;
}
