import type { GatewayIr } from '../../../ir/index.ts';
import type { TargetOptions } from '../../../target/options.ts';
import { backendLookup } from '../lower/backends.ts';
import { createUpstreams, streamUpstreams } from '../lower/upstreams.ts';
import type { Provenance } from '../provenance.ts';
import type { LoweredGateway } from '../view.ts';
import { plainPort } from './plain-port.ts';
import { createStreamChoices, type StreamPort, type StreamSurroundings } from './surroundings.ts';
import { tlsPort } from './tls-port.ts';
import { comment } from '../quote.ts';

/** Everything of a Gateway that NGINX's `stream` does: TLSRoutes, TCPRoutes, UDPRoutes. */
export function lowerStreams(
  gateway: GatewayIr,
  options: TargetOptions,
  provenance: Provenance,
): LoweredGateway {
  const around: StreamSurroundings = {
    gateway,
    options,
    provenance,
    lookup: backendLookup(gateway),
    rules: new Map(gateway.streamRules.map((rule) => [rule.id, rule])),
    upstreams: createUpstreams(provenance, streamUpstreams),
    choices: createStreamChoices(),
  };
  const ports = gateway.sockets.map((socket): StreamPort => {
    switch (socket.kind) {
      case 'http':
        return { maps: [], servers: [] };
      case 'tls':
        return tlsPort(socket, around);
      case 'tcp':
      case 'udp':
        return plainPort(socket, around);
    }
  });
  return {
    mapGroups: [
      {
        comment: comment('Who gets a connection, by SNI.'),
        maps: ports.flatMap(({ maps }) => maps),
      },
      {
        comment: comment('Random choices in proportion to weights.'),
        maps: around.choices.maps(),
      },
    ].filter(({ maps }) => maps.length > 0),
    upstreams: around.upstreams.blocks(),
    servers: ports.flatMap(({ servers }) => servers),
  };
}
