import type { Backend, BackendId, GatewayIr, StreamRule, TlsSocket } from '../ir/index.ts';
import { backendUses, useOfRule } from './backend-features.ts';
import type { ChosenBackend, Visit } from './feature.ts';

/** Every feature that the rules of TLSRoutes, TCPRoutes and UDPRoutes use, each use once. */
export function streamFeatures(
  { sockets, streamRules }: GatewayIr,
  backends: ReadonlyMap<BackendId, Backend>,
  visit: Visit,
): void {
  for (const rule of streamRules) ruleUses(rule, backends, visit);
  const rules = new Map(streamRules.map((rule) => [rule.id, rule]));
  for (const socket of sockets) if (socket.kind === 'tls') mixedUses(socket, rules, visit);
}

const features = {
  tls: 'TLSRoute',
  terminated: 'TLSRouteModeTerminate',
  tcp: 'TCPRoute',
  udp: 'UDPRoute',
} as const;

function ruleUses(rule: StreamRule, backends: ReadonlyMap<BackendId, Backend>, visit: Visit): void {
  const use = useOfRule(rule.id, visit);
  const chosen = rule.backends
    .filter(({ weight }) => weight > 0)
    .map((reference): ChosenBackend => {
      const { target } = reference;
      const backend = target.kind === 'backend' ? (backends.get(target.id) ?? null) : null;
      return { reference, backend };
    });
  use(features[rule.protocol], rule.origin, { rule });
  if (chosen.length > 1)
    use('StreamRouteWeight', rule.origin, { rule, backends: chosen }, ['backendRefs']);
  for (const { reference, backend } of chosen)
    if (backend !== null) backendUses(backend, reference.origin, use);
}

/** A port where TLS ends for some hosts and passes through for others; reported for each rule of a TLSRoute. */
function mixedUses(socket: TlsSocket, rules: ReadonlyMap<string, StreamRule>, visit: Visit): void {
  if (new Set(socket.listeners.map(({ kind }) => kind)).size < 2) return;
  for (const listener of socket.listeners) {
    if (listener.kind === 'https') continue;
    for (const { rule: id } of listener.hosts) {
      const rule = rules.get(id);
      if (rule !== undefined) useOfRule(id, visit)('TLSRouteModeMixed', rule.origin, { socket });
    }
  }
}
