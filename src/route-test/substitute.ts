import type { BackendId, GatewayIr, Socket } from '../ir/index.ts';

/** Where a Gateway listens and what it sends to on the machine of a test. */
export interface Substitution {
  /** By port of the manifests. */
  readonly ports: ReadonlyMap<number, number>;
  /** Ports on 127.0.0.1. */
  readonly backends: ReadonlyMap<BackendId, number>;
}

/** The same Gateway on loopback alone: its listeners' ports and its backends are others, and backends have no TLS. */
export function substitute(gateway: GatewayIr, { ports, backends }: Substitution): GatewayIr {
  return {
    ...gateway,
    sockets: gateway.sockets.map((socket): Socket => ({
      ...socket,
      port: ports.get(socket.port) ?? socket.port,
      addresses: ['127.0.0.1'],
    })),
    backends: gateway.backends.map((backend) => {
      const { address, id } = backend;
      // Without an endpoint that is ready, there is none here either.
      if (address.kind === 'endpoints' && address.endpoints.length === 0) return backend;
      const endpoint = { address: '127.0.0.1', port: backends.get(id) ?? 0 };
      return { ...backend, tls: null, address: { kind: 'endpoints', endpoints: [endpoint] } };
    }),
    clientCertificate: null,
    trustBundles: [],
  };
}
