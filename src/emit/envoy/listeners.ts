import type { HttpsListener, Socket, StreamSocket, TlsSocket } from '../../ir/index.ts';
import { invariant } from '../../util/invariant.ts';
import type { Address, FilterChain, Listener, ListenerFilter } from './generated/envoy-api.ts';
import { httpConnection } from './http-connection.ts';
import { httpFilters, withoutFiltersOf } from './http-filters.ts';
import { BUFFER_BYTES } from './limits.ts';
import type { ListenerSurroundings } from './listener-surroundings.ts';
import { listenerName } from './names.ts';
import { plain } from './quote.ts';
import { misdirectedHosts, virtualHosts } from './routes/virtual-hosts.ts';
import { streamChains } from './streams/tls-chains.ts';
import { tcpProxy } from './streams/tcp-proxy.ts';
import { udpProxy } from './streams/udp-proxy.ts';
import { HANDSHAKE_TIMEOUT, httpProtocols, serverTransport } from './tls.ts';
import { tracingField } from './tracing.ts';

/** One port with all its addresses. */
export function lowerSocket(socket: Socket, around: ListenerSurroundings): Listener {
  const port = socket.port + around.options.portOffset;
  const [first, ...others] = addressesOf(socket).map((address) =>
    socketAddress(socket, address, port),
  );
  invariant(first !== undefined, 'a listener without address');
  return {
    name: listenerName(socket),
    address: first,
    ...(others.length === 0
      ? {}
      : { additional_addresses: others.map((address) => ({ address })) }),
    ...(socket.kind === 'udp'
      ? { udp_listener_config: {}, listener_filters: [udpFilter(socket, around)] }
      : { per_connection_buffer_limit_bytes: BUFFER_BYTES, ...chainsOf(socket, port, around) }),
  };
}

/**
 * All addresses are two sockets of one listener, so that routes are not listed twice. The IPv6 one
 * opens where IPv6 is switched off by sysctl too; where the kernel has none at all, nothing that
 * names `::` starts, and the Gateway has to ask for `0.0.0.0` in `spec.addresses`.
 */
function addressesOf({ addresses }: Socket): readonly string[] {
  return addresses.length === 0 ? ['0.0.0.0', '::'] : addresses;
}

function socketAddress({ kind }: Socket, address: string, port: number): Address {
  const transport = kind === 'udp' ? ({ protocol: 'UDP' } as const) : {};
  return { socket_address: { ...transport, address: plain(address), port_value: port } };
}

function udpFilter(socket: StreamSocket, around: ListenerSurroundings): ListenerFilter {
  return udpProxy(listenerName(socket), ruleOf(socket, around), around.backends);
}

function ruleOf({ listener }: StreamSocket, { streamRules }: ListenerSurroundings) {
  return listener.rule === null ? null : (streamRules.get(listener.rule) ?? null);
}

type Chains = Pick<Listener, 'listener_filters' | 'listener_filters_timeout' | 'filter_chains'>;

function chainsOf(socket: Socket, port: number, around: ListenerSurroundings): Chains {
  if (socket.kind === 'http') {
    const place = { scheme: 'http', port } as const;
    const { listeners } = socket;
    const hosts = listeners.flatMap((each) => {
      const others = withoutFiltersOf(listeners.filter((other) => other !== each));
      return virtualHosts(each, place, around).map((host) =>
        around.provenance.tie({ ...host, ...others }, each.origin),
      );
    });
    const filters = httpFilters(around.filtersOfRules, listeners);
    const tracing = tracingField(around.gateway.tracing, around.options);
    return {
      filter_chains: [
        {
          filters: [
            httpConnection(listenerName(socket), hosts, filters, {
              tracing,
              pathPolicy: around.options.pathPolicy,
            }),
          ],
        },
      ],
    };
  }
  if (socket.kind !== 'tls') {
    const filter = tcpProxy(listenerName(socket), ruleOf(socket, around));
    const chain = around.provenance.tie({ filters: [filter] }, socket.listener.origin);
    return { filter_chains: [chain] };
  }
  const names = socket.listeners.map(({ hostname }) => hostname ?? '');
  invariant(new Set(names).size === names.length, 'two filter chains of one server name');
  return {
    listener_filters: [tlsInspector],
    listener_filters_timeout: '5s',
    filter_chains: socket.listeners.flatMap((each) =>
      each.kind === 'https'
        ? [tlsChain(each, socket, port, around)]
        : streamChains(each, socket, around),
    ),
  };
}

const tlsInspector: ListenerFilter = {
  name: 'envoy.filters.listener.tls_inspector',
  typed_config: {
    '@type': 'type.googleapis.com/envoy.extensions.filters.listener.tls_inspector.v3.TlsInspector',
  },
};

/** SNI chooses the chain. Without one that fits, the connection is closed. */
function tlsChain(
  listener: HttpsListener,
  socket: TlsSocket,
  port: number,
  around: ListenerSurroundings,
): FilterChain {
  const hosts = [
    ...virtualHosts(listener, { scheme: 'https', port }, around),
    ...misdirectedHosts(listener, socket.listeners).map((host) => ({
      ...host,
      ...withoutFiltersOf([listener]),
    })),
  ];
  const filters = httpFilters(around.filtersOfRules, [listener]);
  const tracing = tracingField(around.gateway.tracing, around.options);
  return {
    name: listener.id,
    ...(listener.hostname === null
      ? {}
      : { filter_chain_match: { server_names: [plain(listener.hostname)] } }),
    transport_socket: serverTransport(listener.tls, httpProtocols, around),
    transport_socket_connect_timeout: HANDSHAKE_TIMEOUT,
    filters: [
      httpConnection(`${listenerName(socket)}/${listener.id}`, hosts, filters, {
        tracing,
        pathPolicy: around.options.pathPolicy,
      }),
    ],
  };
}
