import {
  requestListeners,
  type Backend,
  type BackendId,
  type GatewayIr,
  type ListenerFilters,
  type ListenerId,
  type Rule,
  type RuleId,
  type StreamRule,
} from '../ir/index.ts';
import { describeResource, type Origin } from '../source/place.ts';
import type { Conduct } from '../target/conduct.ts';
import type { TargetOptions } from '../target/options.ts';
import type { CheckedGateway } from '../target/target.ts';
import type { AskServers } from './authorization-servers.ts';
import type { BackendView, PlaceView, RuleView } from './model.ts';

/** Where a field stands in the manifests. */
export type PlaceOf = (origin: Origin) => PlaceView;

/** What a request is traced against: a Gateway as one target serves it. */
export interface Surroundings {
  readonly rules: ReadonlyMap<RuleId, Rule>;
  /** With those that the target cannot tell the requests of. */
  readonly allRules: ReadonlyMap<RuleId, Rule>;
  readonly streamRules: ReadonlyMap<RuleId, StreamRule>;
  readonly backends: ReadonlyMap<BackendId, Backend>;
  /** Those with TLS; a target leaves out what it cannot serve. */
  readonly listeners: ReadonlySet<ListenerId>;
  /** Of listeners for requests; also invalid where the target cannot run them. */
  readonly filters: ReadonlyMap<ListenerId, ListenerFilters>;
  readonly conduct: Conduct;
  readonly options: TargetOptions;
  readonly placeOf: PlaceOf;
  /** Of filters of listeners and rules. */
  readonly ask: AskServers;
}

export function surroundingsOf(
  resolved: GatewayIr,
  gateway: CheckedGateway,
  rest: Pick<Surroundings, 'conduct' | 'options' | 'placeOf'>,
): Omit<Surroundings, 'ask'> {
  return {
    rules: new Map(gateway.rules.map((rule) => [rule.id, rule])),
    allRules: new Map(resolved.rules.map((rule) => [rule.id, rule])),
    streamRules: new Map(gateway.streamRules.map((rule) => [rule.id, rule])),
    listeners: new Set(
      gateway.sockets.flatMap((socket) =>
        socket.kind === 'tls' ? socket.listeners.map(({ id }) => id) : [],
      ),
    ),
    filters: new Map(
      gateway.sockets
        .flatMap((socket) => [...requestListeners(socket)])
        .map(({ id, filters }) => [id, filters]),
    ),
    backends: new Map(gateway.backends.map((backend) => [backend.id, backend])),
    ...rest,
  };
}

export function viewRule(
  { route, index, name, origin }: Rule | StreamRule,
  { placeOf }: Surroundings,
): RuleView {
  return { route, index, name, place: placeOf(origin) };
}

/** `Service shop/cart:80` */
export function backendName(id: BackendId, { backends }: Surroundings): string {
  const backend = backends.get(id);
  if (backend === undefined) return id;
  return `${describeResource(backend.resource)}:${String(backend.port)}`;
}

export function viewBackend({ resource, port, protocol, tls, address }: Backend): BackendView {
  return {
    kind: resource.kind,
    namespace: resource.namespace,
    name: resource.name,
    port,
    protocol,
    tls: tls?.hostname ?? null,
    addresses:
      address.kind === 'dns'
        ? [authority(address.host, address.port)]
        : address.endpoints.map((each) => authority(each.address, each.port)),
  };
}

function authority(host: string, port: number): string {
  return `${host.includes(':') ? `[${host}]` : host}:${String(port)}`;
}
