import { describeResource } from '../../../source/place.ts';
import {
  requestListeners,
  type GatewayIr,
  type HttpListener,
  type HttpsListener,
  type Socket,
} from '../../../ir/index.ts';
import type { TargetOptions } from '../../../target/options.ts';
import { directive, type Line } from '../directive.ts';
import { createRuleNames } from '../names.ts';
import type { Provenance } from '../provenance.ts';
import { comment, dollar, socketAddress, word, type Word } from '../quote.ts';
import { printBlocks, printLines } from '../print.ts';
import { lowerStreams } from '../streams/index.ts';
import { isHandedOver } from '../streams/local-sockets.ts';
import type { LoweredGateway, NginxView, OldestVersion, StreamView } from '../view.ts';
import {
  supportsHttp2Directive,
  supportsResolve,
  supportsStreamNames,
  supportsVersionsByName,
} from '../versions.ts';
import { backendLookup } from './backends.ts';
import { createConditions } from './conditions.ts';
import { createDispatch } from './dispatch.ts';
import { hashSizes } from './hash-sizes.ts';
import { nothingKnown } from './locations.ts';
import { lowerServers } from './servers.ts';
import { http2Lines } from './tls.ts';
import { isUsual, rangeOf } from './tls-versions.ts';
import { passOf } from './pass.ts';
import { noGuard } from './rule-surroundings.ts';
import { createSharedMaps } from './shared-maps.ts';
import { createUpstreams, httpUpstreams } from './upstreams.ts';

/** Everything that the templates print for one Gateway. */
export function lowerGateway(
  gateway: GatewayIr,
  options: TargetOptions,
  provenance: Provenance,
): NginxView {
  const nameOf = createRuleNames();
  const around = {
    gateway,
    options,
    provenance,
    lookup: backendLookup(gateway),
    rules: new Map(gateway.rules.map((rule) => [rule.id, rule])),
    known: nothingKnown(),
    conditions: createConditions(),
    dispatch: createDispatch(nameOf),
    nameOf,
    shared: createSharedMaps(),
    upstreams: createUpstreams(provenance, httpUpstreams),
    guard: noGuard,
    jumps: 'by name' as const,
    restored: false,
  };
  const { servers, sniMaps } = lowerServers(around);
  const searchMaps = around.dispatch.maps();
  const lowered: LoweredGateway = {
    mapGroups: [
      {
        comment: comment('Listeners by SNI: a request for a host of another listener gets 421.'),
        maps: sniMaps,
      },
      ...around.conditions.maps(),
      ...searchMaps,
      ...around.shared.maps(),
    ].filter((group) => group.maps.length > 0),
    upstreams: around.upstreams.blocks(),
    servers,
  };
  return {
    title: comment(describeResource(gateway.resource)),
    metadata: [
      ...gateway.metadata.labels.map(([key, value]) => comment(`label ${key}=${value}`)),
      ...gateway.metadata.annotations.map(([key, value]) => comment(`annotation ${key}=${value}`)),
    ],
    version: oldestVersion(gateway, options),
    hashes: printLines(hashSizes(lowered), 1),
    strictPaths: options.pathPolicy === 'strict',
    usesTls: hasTls(gateway),
    realIp: handsOver(gateway) && !supportsStreamNames(options),
    guards: guards(gateway),
    searches: searchMaps.length > 0,
    ...usedBy(gateway),
    http2: printLines(http2Lines(options), 1),
    resolver: printLines(resolverLines(gateway, options), 1),
    ...printLowered(lowered),
    stream: streamView(gateway, options, provenance),
  };
}

/** What `stream` does, if anything. */
function streamView(
  gateway: GatewayIr,
  options: TargetOptions,
  provenance: Provenance,
): StreamView | null {
  const lowered = lowerStreams(gateway, options, provenance);
  if (lowered.servers.length === 0) return null;
  const { mapGroups, upstreams, servers } = printLowered(lowered);
  return {
    hashes: printLines(hashSizes(lowered), 1),
    usesTls: gateway.sockets.some(
      (socket) =>
        socket.kind === 'tls' && socket.listeners.some(({ kind }) => kind === 'terminate'),
    ),
    resolver: printLines(resolverLines(gateway, options), 1),
    mapGroups,
    upstreams,
    servers,
  };
}

/** Parts of the http block that only some configurations need. */
function usedBy({
  sockets,
  rules,
  backends,
}: GatewayIr): Pick<NginxView, 'usesJumps' | 'usesCors' | 'usesGrpcRoutes' | 'usesGrpcPass'> {
  const kinds = new Set(rules.flatMap(({ filters }) => filters.map(({ kind }) => kind)));
  const usesGrpcRoutes = rules.some(({ protocol }) => protocol === 'grpc');
  const usesCors = kinds.has('cors');
  return {
    usesJumps:
      usesGrpcRoutes ||
      usesCors ||
      kinds.has('external-auth') ||
      sockets.some((socket) => requestListeners(socket).some(hasFilters)) ||
      rules.some(({ retry }) => retry !== null) ||
      // Where one of several backends is drawn, its endpoint is chosen after that.
      [...rules, ...backends].some(({ persistence }) => persistence !== null),
    usesCors,
    usesGrpcRoutes,
    usesGrpcPass: backends.some(({ protocol }) => passOf(protocol) === 'grpc'),
  };
}

function hasFilters({ filters }: HttpListener | HttpsListener): boolean {
  return filters !== 'invalid' && filters.length > 0;
}

type Printed = Pick<NginxView, 'mapGroups' | 'upstreams' | 'servers' | 'usesDollar'>;

function printLowered({ mapGroups, upstreams, servers }: LoweredGateway): Printed {
  const maps = mapGroups.map((group) => ({
    comment: group.comment,
    maps: printBlocks(group.maps, 1, ''),
  }));
  const printed = servers.map((server) => ({
    comment: server.comment,
    settings: printLines(server.lines, 2),
    locations: server.locations,
  }));
  const marker = `\${${dollar}}`;
  return {
    mapGroups: maps,
    upstreams: printBlocks(upstreams, 1, '\n'),
    servers: printed,
    usesDollar:
      maps.some((group) => group.maps.includes(marker)) ||
      printed.some(
        ({ settings, locations }) => settings.includes(marker) || locations.includes(marker),
      ),
  };
}

function hasVersionsByName(gateway: GatewayIr): boolean {
  return gateway.sockets.some(
    (socket) => socket.kind === 'tls' && socket.listeners.some((each) => !isUsual(rangeOf(each))),
  );
}

/** The oldest version that has what is used; ssl_reject_handshake and the rest are older. */
function oldestVersion(gateway: GatewayIr, options: TargetOptions): OldestVersion {
  if (supportsVersionsByName(options) && hasVersionsByName(gateway)) return '1.29.2';
  if (supportsResolve(options) && hasNames(gateway)) return '1.27.3';
  if (supportsStreamNames(options) && gateway.sockets.some(isNamed)) return '1.25.5';
  return supportsHttp2Directive(options) ? '1.25.1' : '1.22';
}

/** Connections of the port are told apart in ways that came with 1.25.5. */
function isNamed(socket: Socket): boolean {
  return (
    socket.kind === 'tls' &&
    socket.listeners.some(({ kind }) => kind !== 'https') &&
    socket.listeners.some(({ kind }) => kind !== 'passthrough')
  );
}

function hasNames(gateway: GatewayIr): boolean {
  return gateway.backends.some(({ address }) => address.kind === 'dns');
}

function hasTls(gateway: GatewayIr): boolean {
  return gateway.sockets.some(
    (socket) => socket.kind === 'tls' && requestListeners(socket).length > 0,
  );
}

/** Some clients of HTTPS are sent away. */
function guards(gateway: GatewayIr): boolean {
  return gateway.sockets.some((socket) =>
    requestListeners(socket).some((each) => each.kind === 'https' && each.tls.clients !== null),
  );
}

function handsOver(gateway: GatewayIr): boolean {
  return gateway.sockets.some(
    (socket) =>
      socket.kind === 'tls' && isHandedOver(socket) && requestListeners(socket).length > 0,
  );
}

// NGINX does not read /etc/resolv.conf, so some address has to stand here (capabilities: BackendDNS).
const localResolver = '127.0.0.1';

function resolverLines(gateway: GatewayIr, options: TargetOptions): readonly Line[] {
  if (!hasNames(gateway)) return [];
  const resolvers = options.resolvers.length === 0 ? [localResolver] : options.resolvers;
  return [
    directive('resolver', ...resolvers.map(resolverAddress)),
    directive('resolver_timeout', word('5s')),
  ];
}

function resolverAddress(resolver: string): Word {
  const isBareIpv6 =
    resolver.includes(':') && /^[0-9A-Fa-f:.]+$/.test(resolver) && resolver.split(':').length > 2;
  if (isBareIpv6) return socketAddressWithoutPort(`[${resolver}]`);
  return /:\d+$/.test(resolver) ? socketAddress(resolver) : socketAddressWithoutPort(resolver);
}

function socketAddressWithoutPort(host: string): Word {
  // The port of DNS is the default one; naming it keeps one form for all.
  return socketAddress(`${host}:53`);
}
