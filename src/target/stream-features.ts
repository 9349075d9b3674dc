import type { Backend, BackendId, GatewayIr, RuleId, StreamRule, TlsSocket } from '../ir/index.ts';
import { originAt } from '../source/place.ts';
import { backendUses, type Use } from './backend-features.ts';
import type { ChosenBackend, FeatureUse } from './feature.ts';

type UseOfRule = (rule: RuleId) => Use;

/** Every feature that the rules of TLSRoutes, TCPRoutes and UDPRoutes use, each use once. */
export function streamFeatures(
  { sockets, streamRules }: GatewayIr,
  backends: ReadonlyMap<BackendId, Backend>,
  useOf: UseOfRule,
): readonly FeatureUse[] {
  const rules = new Map(streamRules.map((rule) => [rule.id, rule]));
  return [
    ...streamRules.flatMap((rule) => ruleUses(rule, backends, useOf)),
    ...sockets.flatMap((socket) => (socket.kind === 'tls' ? mixedUses(socket, rules, useOf) : [])),
  ];
}

const features = {
  tls: 'TLSRoute',
  terminated: 'TLSRouteModeTerminate',
  tcp: 'TCPRoute',
  udp: 'UDPRoute',
} as const;

function ruleUses(
  rule: StreamRule,
  backends: ReadonlyMap<BackendId, Backend>,
  useOf: UseOfRule,
): readonly FeatureUse[] {
  const use = useOf(rule.id);
  const chosen = rule.backends
    .filter(({ weight }) => weight > 0)
    .map((reference): ChosenBackend => {
      const { target } = reference;
      const backend = target.kind === 'backend' ? (backends.get(target.id) ?? null) : null;
      return { reference, backend };
    });
  return [
    use(features[rule.protocol], rule.origin, { rule }),
    ...(chosen.length > 1
      ? [
          use('StreamRouteWeight', originAt(rule.origin, 'backendRefs'), {
            rule,
            backends: chosen,
          }),
        ]
      : []),
    ...chosen.flatMap(({ reference, backend }) =>
      backend === null ? [] : backendUses(backend, reference.origin, use),
    ),
  ];
}

/** A port where TLS ends for some hosts and passes through for others; reported for each rule of a TLSRoute. */
function mixedUses(
  socket: TlsSocket,
  rules: ReadonlyMap<string, StreamRule>,
  useOf: UseOfRule,
): readonly FeatureUse[] {
  if (new Set(socket.listeners.map(({ kind }) => kind)).size < 2) return [];
  return socket.listeners.flatMap((listener) =>
    listener.kind === 'https'
      ? []
      : listener.hosts.flatMap(({ rule: id }) => {
          const rule = rules.get(id);
          return rule === undefined
            ? []
            : [useOf(id)('TLSRouteModeMixed', rule.origin, { socket })];
        }),
  );
}
