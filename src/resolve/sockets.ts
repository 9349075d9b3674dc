import {
  listenerId,
  type HttpListener,
  type HttpsListener,
  type ListenerFilters,
  type ListenerId,
  type PassthroughListener,
  type Socket,
  type SocketBase,
  type StreamListener,
  type TerminatingListener,
  type TlsListener,
  type VirtualHost,
} from '../ir/index.ts';
import { groupByRule, type ListenerHost } from './attached-streams.ts';
import type { ResolvedListener } from './listeners.ts';
import { compareHosts } from './hostnames.ts';

/** Who gets what of a listener. */
export interface ListenerRoutes {
  readonly requests: (listener: ResolvedListener) => readonly VirtualHost[];
  readonly streams: (listener: ResolvedListener) => readonly ListenerHost[];
  readonly filters: (listener: ResolvedListener) => ListenerFilters;
}

/**
 * Merges listeners by port, of TCP and of UDP. Listeners of one port have protocols that go together: conflicts
 * are sorted out.
 */
export function buildSockets(
  listeners: readonly ResolvedListener[],
  addresses: readonly string[],
  routes: ListenerRoutes,
): readonly Socket[] {
  return [
    ...byPort(listeners.filter(({ protocol }) => protocol !== 'UDP')),
    ...byPort(listeners.filter(({ protocol }) => protocol === 'UDP')),
  ]
    .sort(([a], [b]) => a - b)
    .map(([port, group]) => socketOf({ port, addresses }, group, routes));
}

function byPort(
  listeners: readonly ResolvedListener[],
): readonly (readonly [number, readonly ResolvedListener[]])[] {
  const groups = new Map<number, ResolvedListener[]>();
  for (const listener of listeners) {
    const group = groups.get(listener.spec.port);
    if (group === undefined) groups.set(listener.spec.port, [listener]);
    else group.push(listener);
  }
  return [...groups];
}

function socketOf(
  base: SocketBase,
  group: readonly ResolvedListener[],
  routes: ListenerRoutes,
): Socket {
  const [first] = group;
  if (first?.protocol === 'TCP' || first?.protocol === 'UDP') {
    const kind = first.protocol === 'TCP' ? 'tcp' : 'udp';
    return { kind, ...base, listener: streamListener(first, routes) };
  }
  const sorted = group.toSorted((a, b) => compareHosts(a.hostname, b.hostname));
  return first?.protocol === 'HTTP'
    ? { kind: 'http', ...base, listeners: sorted.map((each) => httpListener(each, routes)) }
    : { kind: 'tls', ...base, listeners: sorted.map((each) => tlsListener(each, routes)) };
}

function streamListener(listener: ResolvedListener, { streams }: ListenerRoutes): StreamListener {
  const { spec, origin } = listener;
  return { name: spec.name, rule: streams(listener)[0]?.rule.id ?? null, origin };
}

function idOf({ spec, origin }: ResolvedListener): ListenerId {
  return listenerId(origin.resource, spec.name);
}

function httpListener(
  listener: ResolvedListener,
  { requests, filters }: ListenerRoutes,
): HttpListener {
  const { spec, hostname, origin } = listener;
  return {
    kind: 'http',
    id: idOf(listener),
    name: spec.name,
    hostname,
    filters: filters(listener),
    hosts: requests(listener),
    origin,
  };
}

function tlsListener(listener: ResolvedListener, routes: ListenerRoutes): TlsListener {
  const { spec, hostname, origin } = listener;
  const { clients, parameters } = listener;
  const tls = { certificates: listener.certificates.map(({ id }) => id), clients, parameters };
  const base = { id: idOf(listener), name: spec.name, hostname, origin };
  if (listener.protocol === 'HTTPS')
    return {
      kind: 'https',
      ...base,
      tls,
      filters: routes.filters(listener),
      hosts: routes.requests(listener),
    } satisfies HttpsListener;
  const hosts = groupByRule(routes.streams(listener));
  return spec.tls?.mode === 'Passthrough'
    ? ({ kind: 'passthrough', ...base, hosts } satisfies PassthroughListener)
    : ({ kind: 'terminate', ...base, tls, hosts } satisfies TerminatingListener);
}
