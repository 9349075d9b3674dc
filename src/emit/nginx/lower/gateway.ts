import { describeResource } from '../../../source/place.ts';
import type { GatewayIr } from '../../../ir/index.ts';
import type { TargetOptions } from '../../../target/options.ts';
import { directive, type Line } from '../directive.ts';
import type { Provenance } from '../provenance.ts';
import { comment, dollar, socketAddress, type Token } from '../quote.ts';
import type { MapGroup, NginxView, ServerView } from '../view.ts';
import { supportsHttp2Directive, supportsResolve } from '../versions.ts';
import { backendLookup } from './backends.ts';
import { createConditions } from './conditions.ts';
import { createDispatch } from './dispatch.ts';
import { hashSizes } from './hash-sizes.ts';
import { lowerServers, lowerSniMaps } from './servers.ts';
import { createSharedMaps } from './shared-maps.ts';
import { createUpstreams } from './upstreams.ts';

/** Everything that the templates print for one Gateway. */
export function lowerGateway(
  gateway: GatewayIr,
  options: TargetOptions,
  provenance: Provenance,
): NginxView {
  const around = {
    gateway,
    options,
    provenance,
    lookup: backendLookup(gateway),
    rules: new Map(gateway.rules.map((rule) => [rule.id, rule])),
    conditions: createConditions(),
    dispatch: createDispatch(),
    shared: createSharedMaps(),
    upstreams: createUpstreams(provenance),
  };
  const servers = lowerServers(around);
  const upstreams = around.upstreams.views();
  const searchMaps = around.dispatch.maps();
  const mapGroups = [
    {
      comment: 'Listeners by SNI: a request for a host of another listener gets 421.',
      maps: lowerSniMaps(around),
    },
    ...around.conditions.maps(),
    ...searchMaps,
    ...around.shared.maps(),
  ].filter((group) => group.maps.length > 0);
  const maps = mapGroups.flatMap((group) => group.maps);
  return {
    title: comment(describeResource(gateway.resource)),
    version: oldestVersion(gateway, options),
    hashes: hashSizes({ maps, servers, upstreams }),
    usesTls: hasTls(gateway),
    usesDollar: usesDollar(servers, mapGroups),
    searches: searchMaps.length > 0,
    resolver: resolverLines(gateway, options),
    mapGroups,
    upstreams,
    servers,
  };
}

/** The oldest version that has what is used; ssl_reject_handshake and the rest are older. */
function oldestVersion(gateway: GatewayIr, options: TargetOptions): string {
  if (supportsResolve(options) && hasNames(gateway)) return '1.27.3';
  return supportsHttp2Directive(options) && hasTls(gateway) ? '1.25.1' : '1.22';
}

function hasNames(gateway: GatewayIr): boolean {
  return gateway.backends.some(({ address }) => address.kind === 'dns');
}

function hasTls(gateway: GatewayIr): boolean {
  return gateway.sockets.some(({ kind }) => kind === 'tls');
}

// NGINX does not read /etc/resolv.conf, so some address has to stand here (capabilities: BackendDNS).
const localResolver = '127.0.0.1';

function resolverLines(gateway: GatewayIr, options: TargetOptions): readonly Line[] {
  if (!hasNames(gateway)) return [];
  const resolvers = options.resolvers.length === 0 ? [localResolver] : options.resolvers;
  return [directive('resolver', ...resolvers.map(resolverAddress))];
}

function resolverAddress(resolver: string): Token {
  const isBareIpv6 =
    resolver.includes(':') && /^[0-9A-Fa-f:.]+$/.test(resolver) && resolver.split(':').length > 2;
  if (isBareIpv6) return socketAddressWithoutPort(`[${resolver}]`);
  return /:\d+$/.test(resolver) ? socketAddress(resolver) : socketAddressWithoutPort(resolver);
}

function socketAddressWithoutPort(host: string): Token {
  // The port of DNS is the default one; naming it keeps one form for all.
  return socketAddress(`${host}:53`);
}

function usesDollar(servers: readonly ServerView[], groups: readonly MapGroup[]): boolean {
  const marker = `\${${dollar}}`;
  const inLines = (lines: readonly string[]): boolean =>
    lines.some((line) => line.includes(marker));
  return (
    servers.some(
      (server) => inLines(server.lines) || server.locations.some(({ lines }) => inLines(lines)),
    ) || groups.some(({ maps }) => maps.some(({ lines }) => inLines(lines)))
  );
}
