import type { GatewayIr, HttpsListener, Socket, VirtualHost } from '../../../ir/index.ts';
import { directive, when, type Line } from '../directive.ts';
import { describeListener } from '../provenance.ts';
import { comment, together, variable, word, type Word } from '../quote.ts';
import { httpsSocket, isHandedOver, localListenLines } from '../streams/local-sockets.ts';
import { supportsStreamNames } from '../versions.ts';
import type { LocationBlock, LoweredServer, MapBlock } from '../view.ts';
import { unverifiedLocation } from './client-lines.ts';
import type { Conditions } from './conditions.ts';
import { hostToken } from './host-token.ts';
import { listenAddresses } from './listen.ts';
import { planHosts, type HostPlan } from './hosts.ts';
import {
  joinServers,
  type JoinedServer,
  type SecurePlace,
  type ServerContent,
  type ServerPlace,
} from './joined-servers.ts';
import { jumpsOf } from './jumps.ts';
import { listenerGuard } from './listener-filters.ts';
import { noGuard } from './rule-surroundings.ts';
import { planLocations } from './location-tree.ts';
import { lowerLocations, type LocationSurroundings } from './locations.ts';
import type { RedirectPlace } from './redirect.ts';
import { servedAlike, type ServedHost } from './served-alike.ts';
import {
  entryByScheme,
  listenerBySni,
  listenerTlsLines,
  misdirectedEntryLine,
  misdirectedLine,
  rejectingTlsLines,
  tellsListenersApart,
  tlsListenParameters,
} from './tls.ts';

export interface ServerSurroundings extends LocationSurroundings {
  readonly gateway: GatewayIr;
  readonly conditions: Conditions;
}

export interface LoweredServers {
  readonly servers: readonly LoweredServer[];
  /** From SNI to listener, for sockets with several. */
  readonly sniMaps: readonly MapBlock[];
}

/** All `server` blocks of a Gateway, socket by socket. */
export function lowerServers(around: ServerSurroundings): LoweredServers {
  const { sockets } = around.gateway;
  const joined = joinServers(
    sockets.flatMap((socket) => serverPlaces(socket, around)),
    ({ socket, plan }) => lowerServer(socket, plan, around),
    (some, other) => servedAlike(servedHost(some, around), servedHost(other, around), around.rules),
  );
  const linesOfTls = rememberingTlsLines(around);
  const joinedSockets = new Set(
    joined.flatMap(({ tls, isJoined }) => (isJoined && tls !== null ? [tls.socket] : [])),
  );
  return {
    servers: joined.map((server) => layOut(server, linesOfTls)),
    sniMaps: sockets.flatMap((socket) => {
      if (!tellsListenersApart(socket)) return [];
      const port = portOf(socket, around);
      const bySni = listenerBySni(socket, port);
      return joinedSockets.has(socket) ? [bySni, entryByScheme(port)] : [bySni];
    }),
  };
}

type TlsLines = (place: SecurePlace, isJoined: boolean) => readonly Line[];

/** The hosts of a listener have the same lines. */
function rememberingTlsLines(around: ServerSurroundings): TlsLines {
  const inJoined = new Map<HttpsListener, readonly Line[]>();
  const inOwn = new Map<HttpsListener, readonly Line[]>();
  return (place, isJoined) => {
    if (place.listener === null) return tlsLines(place, isJoined, around);
    const known = isJoined ? inJoined : inOwn;
    const lines = known.get(place.listener) ?? tlsLines(place, isJoined, around);
    known.set(place.listener, lines);
    return lines;
  };
}

function layOut(server: JoinedServer, linesOfTls: TlsLines): LoweredServer {
  return {
    comment: together(server.comments),
    lines: [
      ...server.listens,
      ...nameLines(server.plan),
      ...(server.tls === null ? [] : linesOfTls(server.tls, server.isJoined)),
      ...server.checks,
    ],
    locations: server.locations,
  };
}

function serverPlaces(socket: Socket, around: ServerSurroundings): readonly ServerPlace[] {
  const usual = listenLines(socket, [], around);
  const byDefault = listenLines(socket, [word('default_server')], around);
  return planHosts(socket).map((plan) =>
    serverPlace(socket, plan, plan.isDefault ? byDefault : usual, around),
  );
}

function serverPlace(
  socket: Socket,
  plan: HostPlan,
  listens: readonly Line[],
  around: ServerSurroundings,
): ServerPlace {
  const { listener } = plan;
  return {
    socket,
    plan,
    comment:
      listener === null
        ? comment(`Port ${String(portOf(socket, around))}: ${unclaimedHosts(plan)}`)
        : around.provenance.tie(describeListener(listener), listener.origin),
    listens,
  };
}

function servedHost({ socket, plan }: ServerPlace, around: ServerSurroundings): ServedHost {
  return { plan, place: redirectPlace(socket, around) };
}

function redirectPlace(socket: Socket, around: ServerSurroundings): RedirectPlace {
  return { scheme: socket.kind === 'tls' ? 'https' : 'http', port: portOf(socket, around) };
}

function lowerServer(socket: Socket, plan: HostPlan, around: ServerSurroundings): ServerContent {
  return {
    checks: plan.host === null ? [directive('return', word(String(plan.answer)))] : hygieneLines,
    locations: [
      ...(isGuarded(plan) ? [unverifiedLocation] : []),
      ...(plan.host === null ? [] : hostLocations(socket, plan, plan.host, around)),
    ],
  };
}

function isGuarded({ listener }: HostPlan): boolean {
  return listener?.kind === 'https' && listener.tls.clients !== null;
}

function hostLocations(
  socket: Socket,
  { listener, names }: HostPlan,
  host: VirtualHost,
  around: ServerSurroundings,
): readonly LocationBlock[] {
  const guard = listener === null ? noGuard : listenerGuard(listener, around);
  const place = {
    ...redirectPlace(socket, around),
    host: names[0] ?? '*',
    grpc: host.routes.some(({ rule }) => around.rules.get(rule)?.protocol === 'grpc'),
  };
  const plans = planLocations(host, around.conditions, guard.brought);
  const jumps = jumpsOf(host, around.rules, { guard, lookup: around.lookup });
  return lowerLocations(plans, place, { ...around, guard, jumps });
}

function unclaimedHosts({ names }: HostPlan): string {
  return names.length === 0
    ? 'hosts that no listener claims'
    : `${names.join(' ')}, whose listener routes no requests`;
}

export function portOf(socket: Socket, around: Pick<ServerSurroundings, 'options'>): number {
  return socket.port + around.options.portOffset;
}

function listenLines(
  socket: Socket,
  last: readonly Word[],
  around: ServerSurroundings,
): readonly Line[] {
  const parameters = [
    ...(socket.kind === 'tls' ? tlsListenParameters(around.options) : []),
    ...last,
  ];
  if (socket.kind === 'tls' && isHandedOver(socket))
    return [
      ...localListenLines(httpsSocket(socket, around), parameters, around.options),
      ...(supportsStreamNames(around.options)
        ? []
        : [directive('set_real_ip_from', word('unix:'))]),
    ];
  return listenAddresses(socket, around.options).map((address) =>
    directive('listen', address, ...parameters),
  );
}

function nameLines(plan: HostPlan): readonly Line[] {
  return plan.names.length === 0 ? [] : [directive('server_name', ...plan.names.map(hostToken))];
}

function tlsLines(
  { socket, listener }: SecurePlace,
  isJoined: boolean,
  around: ServerSurroundings,
): readonly Line[] {
  if (listener === null) return rejectingTlsLines(socket, around.options);
  const misdirected = isJoined ? misdirectedEntryLine : misdirectedLine;
  return [
    ...listenerTlsLines(listener, socket, around),
    ...(tellsListenersApart(socket) ? [misdirected(listener, portOf(socket, around))] : []),
  ];
}

// The values of $gw_path are explained where it is defined (templates/nginx/http.njk).
const path = variable('gw_path');
const hygieneLines: readonly Line[] = [
  when({ kind: 'equals', variable: path, value: word('2') }, directive('return', word('400'))),
  when(
    { kind: 'equals', variable: path, value: word('1') },
    directive('rewrite', word('^'), word('$uri')),
  ),
];
