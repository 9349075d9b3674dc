import type { Hostname, StreamHost, TlsListener, TlsSocket } from '../../../ir/index.ts';
import { describeResource } from '../../../source/place.ts';
import { directive, type Line } from '../directive.ts';
import { hostToken } from '../lower/host-token.ts';
import { listenAddresses } from '../lower/listen.ts';
import { mapBlock, type MapEntry } from '../lower/map-block.ts';
import { clientLines, clientsOf } from '../lower/client-lines.ts';
import { listenerTlsLines, rejectingTlsLines, sniKey } from '../lower/tls.ts';
import { describeListener, describeRule } from '../provenance.ts';
import { noBlocks } from '../print.ts';
import {
  comment,
  empty,
  reference,
  type Comment,
  type Value,
  variable,
  word,
  type Word,
} from '../quote.ts';
import { supportsStreamNames } from '../versions.ts';
import type { LoweredServer, MapBlock } from '../view.ts';
import { httpsSocket, isHandedOver, listenerSocket, localListenLines } from './local-sockets.ts';
import { closed, passingOf, passLines, type Passing } from './passing.ts';
import type { StreamPort, StreamSurroundings } from './surroundings.ts';

type StreamListener = Exclude<TlsListener, { readonly kind: 'https' }>;

/** A host of a listener of TLSRoutes, with what becomes of its connections. */
interface Entry {
  readonly listener: StreamListener;
  /** Null for the hosts that the listener covers and no route claims. */
  readonly host: StreamHost | null;
  readonly names: readonly (Hostname | null)[];
  readonly passing: Passing;
}

/** A port where the SNI decides. Ports with nothing but HTTPS are none of `stream`'s business. */
export function tlsPort(socket: TlsSocket, around: StreamSurroundings): StreamPort {
  if (!isHandedOver(socket)) return { maps: [], servers: [] };
  const listeners = socket.listeners.filter((each) => each.kind !== 'https');
  const entries = listeners.flatMap((each) => entriesOf(each, socket, around));
  const own = [
    ...new Map(entries.map((each) => [each.host?.rule, each.passing.servers])).values(),
  ].flat();
  if (socket.listeners.every(({ kind }) => kind === 'passthrough')) {
    const front = frontServer(socket, entries.flatMap(passedOn), { pass: proxyPass }, around);
    return { maps: front.maps, servers: [...front.servers, ...own] };
  }
  if (socket.listeners.every(({ kind }) => kind === 'terminate') && canBeNamed(entries, around))
    return { maps: [], servers: [...namedServers(socket, entries, around), ...own] };
  const front = frontServer(
    socket,
    [
      ...httpsEntries(socket, around),
      ...entries.flatMap((each) => handedOver(each, socket, around)),
    ],
    handOver(around),
    around,
  );
  const behind = entries.flatMap((each) => behindServer(each, socket, around));
  return { maps: front.maps, servers: [...front.servers, ...behind, ...own] };
}

function entriesOf(
  listener: StreamListener,
  socket: TlsSocket,
  around: StreamSurroundings,
): readonly Entry[] {
  const entries = listener.hosts.flatMap((host): readonly Entry[] => {
    const rule = around.rules.get(host.rule);
    if (rule === undefined) return [];
    const passing = passingOf(rule, socket.port, around);
    return [{ listener, host, names: host.hostnames, passing }];
  });
  const claimed = entries.some(({ names }) => names.includes(listener.hostname));
  if (claimed) return entries;
  return [...entries, { listener, host: null, names: [listener.hostname], passing: closed }];
}

interface SniEntry {
  readonly host: Hostname | null;
  readonly value: Word | Value;
}

function passedOn({ names, passing }: Entry): readonly SniEntry[] {
  return names.map((host) => ({ host, value: passing.target ?? empty }));
}

function httpsEntries(socket: TlsSocket, around: StreamSurroundings): readonly SniEntry[] {
  const value = httpsSocket(socket, around);
  return socket.listeners.flatMap(({ kind, hostname }) =>
    kind === 'https' ? [{ host: hostname, value }] : [],
  );
}

function handedOver(
  entry: Entry,
  { port }: TlsSocket,
  around: StreamSurroundings,
): readonly SniEntry[] {
  const { listener, host, names, passing } = entry;
  const value =
    host === null || passing.target === null
      ? empty
      : listenerSocket(port, listener.id, host.rule, around);
  return names.map((name) => ({ host: name, value }));
}

interface Handing {
  readonly pass: (target: Word | Value) => readonly Line[];
}

const proxyPass: Handing['pass'] = (target) => [directive('proxy_pass', target)];

function handOver({ options }: StreamSurroundings): Handing {
  if (supportsStreamNames(options)) return { pass: (target) => [directive('pass', target)] };
  return { pass: (target) => [directive('proxy_protocol', word('on')), ...proxyPass(target)] };
}

/** Reads the SNI and gives the connection to whoever is responsible. */
function frontServer(
  socket: TlsSocket,
  entries: readonly SniEntry[],
  { pass }: Handing,
  around: StreamSurroundings,
): StreamPort {
  const port = String(socket.port + around.options.portOffset);
  const name = variable(`gw_sni_${port}`);
  const named = entries.flatMap(({ host, value }): readonly MapEntry[] =>
    host === null ? [] : [{ key: sniKey(hostToken(host)), value }],
  );
  const all = entries.find(({ host }) => host === null);
  // Where HTTPS is served, its server refuses the handshake as TLS wants it.
  const https = socket.listeners.some(({ kind }) => kind === 'https');
  const fallback = all?.value ?? (https ? httpsSocket(socket, around) : empty);
  const source = [{ variable: variable('ssl_preread_server_name') }];
  const map: MapBlock = mapBlock(name, source, fallback, named);
  return {
    maps: [{ ...map, lines: [directive('hostnames'), ...map.lines] }],
    servers: [
      {
        comment: around.provenance.tie(
          `${describeResource(around.gateway.resource)} port ${port}: by SNI`,
          around.gateway.origin,
        ),
        lines: [
          ...listenAddresses(socket, around.options).map((address) => directive('listen', address)),
          directive('ssl_preread', word('on')),
          ...pass(reference(name)),
        ],
        locations: noBlocks,
      },
    ],
  };
}

/** The server that a front server hands the connections of an entry over to. */
function behindServer(
  entry: Entry,
  socket: TlsSocket,
  around: StreamSurroundings,
): readonly LoweredServer[] {
  const { host, passing } = entry;
  if (host === null || passing.target === null) return [];
  const { listener } = entry;
  const terminates = listener.kind === 'terminate';
  const file = listenerSocket(socket.port, listener.id, host.rule, around);
  return [
    {
      comment: commentOf(entry, around),
      lines: [
        ...localListenLines(file, terminates ? [word('ssl')] : [], around.options),
        ...(terminates ? listenerTlsLines(listener, socket, around) : []),
        ...passLines(passing),
      ],
      locations: noBlocks,
    },
  ];
}

/** Whether the servers can share the port: they need names, which older versions do not have. */
function canBeNamed(entries: readonly Entry[], { options }: StreamSurroundings): boolean {
  return supportsStreamNames(options) || entries.every(({ names }) => names.includes(null));
}

/** Servers that NGINX itself tells apart; without a name that fits, there is no handshake. */
function namedServers(
  socket: TlsSocket,
  entries: readonly Entry[],
  around: StreamSurroundings,
): readonly LoweredServer[] {
  const servers = entries.map((entry): LoweredServer => {
    const named = entry.names.flatMap((name) => (name === null ? [] : [hostToken(name)]));
    return {
      comment: commentOf(entry, around),
      lines: [
        ...namedListenLines(entry, socket, around),
        ...(named.length === 0 ? [] : [directive('server_name', ...named)]),
        ...passLines(entry.passing),
      ],
      locations: noBlocks,
    };
  });
  if (entries.some(({ names }) => names.includes(null))) return servers;
  const port = String(socket.port + around.options.portOffset);
  const rest: LoweredServer = {
    comment: comment(`Port ${port}: hosts that no listener claims`),
    lines: [
      ...listenAddresses(socket, around.options).map((address) =>
        directive('listen', address, word('ssl'), defaultServer),
      ),
      ...refusingTlsLines(socket, around),
      directive('return', empty),
    ],
    locations: noBlocks,
  };
  return [rest, ...servers];
}

function namedListenLines(
  { listener, names, passing }: Entry,
  socket: TlsSocket,
  around: StreamSurroundings,
): readonly Line[] {
  const { options } = around;
  const byName = supportsStreamNames(options);
  const listen = (...parameters: readonly Word[]): readonly Line[] =>
    listenAddresses(socket, options).map((address) => directive('listen', address, ...parameters));
  // The only server of an older NGINX, which cannot refuse handshakes.
  if (passing.target === null && !byName) return listen();
  const isDefault = byName && names.includes(null);
  return [
    ...listen(word('ssl'), ...(isDefault ? [defaultServer] : [])),
    ...(passing.target === null || listener.kind !== 'terminate'
      ? refusingTlsLines(socket, around)
      : listenerTlsLines(listener, socket, around)),
  ];
}

/**
 * NGINX takes `ssl_verify_client` of a port's first server, not of the one that SNI has named, when a handshake is done
 * without waiting for the client (ngx_stream_ssl_handler): so those servers verify, too, which let nobody in.
 */
function refusingTlsLines(socket: TlsSocket, around: StreamSurroundings): readonly Line[] {
  return [...rejectingTlsLines(socket, around.options), ...clientLines(clientsOf(socket), around)];
}

const defaultServer = word('default_server');

function commentOf({ listener, host }: Entry, around: StreamSurroundings): Comment {
  const rule = host === null ? undefined : around.rules.get(host.rule);
  const what = rule === undefined ? 'hosts without a route' : describeRule(rule);
  return around.provenance.tie(`${describeListener(listener)}: ${what}`, listener.origin);
}
