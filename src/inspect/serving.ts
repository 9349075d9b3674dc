import type { GatewayIr, Ir, RuleId, Socket } from '../ir/index.ts';
import type { Origin } from '../source/place.ts';
import { idKey, type Inspection, type ServingListener } from './model.ts';

/** Which listeners serve which routes, by what requests meet in the end. */
export function servingListeners(ir: Ir): Inspection['listenersOf'] {
  const found = new Map<string, Map<string, ServingListener>>();
  for (const gateway of ir.gateways) {
    const routes = new Map(
      [...gateway.rules, ...gateway.streamRules].map(({ id, route }) => [id, route] as const),
    );
    for (const { name, origin, rules } of gateway.sockets.flatMap(listenersOf))
      for (const rule of rules) {
        const route = routes.get(rule);
        if (route === undefined) continue;
        const list = found.get(idKey(route)) ?? new Map<string, ServingListener>();
        found.set(idKey(route), list);
        const key = `${idKey(origin.resource)}#${name}`;
        if (!list.has(key)) list.set(key, servingListener(gateway, name, origin));
      }
  }
  return (route) => [...(found.get(idKey(route))?.values() ?? [])];
}

function servingListener(
  { resource }: GatewayIr,
  listener: string,
  { resource: parent }: Origin,
): ServingListener {
  return { parent, listener, owners: [idKey(parent), idKey(resource)] };
}

interface RuleUser {
  readonly name: string;
  readonly origin: Origin;
  readonly rules: ReadonlySet<RuleId>;
}

function listenersOf(socket: Socket): readonly RuleUser[] {
  if ('listener' in socket) {
    const { name, origin, rule } = socket.listener;
    return [{ name, origin, rules: new Set(rule === null ? [] : [rule]) }];
  }
  return socket.listeners.map((listener) => {
    const { name, origin } = listener;
    const rules: readonly RuleId[] =
      listener.kind === 'http' || listener.kind === 'https'
        ? listener.hosts.flatMap(({ routes }) => routes.map(({ rule }) => rule))
        : listener.hosts.map(({ rule }) => rule);
    return { name, origin, rules: new Set(rules) };
  });
}
