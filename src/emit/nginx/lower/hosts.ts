import {
  requestListeners,
  type Hostname,
  type HttpListener,
  type HttpsListener,
  type Socket,
  type VirtualHost,
} from '../../../ir/index.ts';

/** One `server` block to be: some names of one socket. */
export interface HostPlan {
  /** Null for the hosts that no listener claims. */
  readonly listener: HttpListener | HttpsListener | null;
  readonly names: readonly Hostname[];
  /** Takes the hosts that no other block names. */
  readonly isDefault: boolean;
  /** Null where every request gets one answer. */
  readonly host: VirtualHost | null;
  /** That answer: 500 where the listener's filters cannot be run, 421 where another listener of the port has the host, which does not route requests (GEP-3567). */
  readonly answer: 404 | 421 | 500;
}

/**
 * Blocks of a socket, the default one first. A listener's own hostname always has a block, even
 * without routes: it keeps requests away from the routes of a less specific listener (Gateway
 * listener isolation).
 */
export function planHosts(socket: Socket): readonly HostPlan[] {
  const listeners = requestListeners(socket);
  if (listeners.length === 0) return [];
  const elsewhere = hostsElsewhere(socket);
  const plans = [...listeners.flatMap(listenerHosts), ...elsewhere.flatMap(misdirectedHost)];
  const unclaimed: HostPlan = {
    listener: null,
    names: [],
    isDefault: true,
    host: null,
    answer: elsewhere.includes(null) ? 421 : 404,
  };
  const byDefault = plans.find(({ isDefault }) => isDefault) ?? unclaimed;
  return [byDefault, ...plans.filter((plan) => plan !== byDefault)];
}

function listenerHosts(listener: HttpListener | HttpsListener): readonly HostPlan[] {
  if (listener.filters === 'invalid') return [ownHost(listener, null, 500)];
  const plans = listener.hosts.map((host) => routedHost(listener, host));
  const coversAll = listener.hosts.some(({ hostnames }) => hostnames.includes(null));
  const own = listener.hostname;
  const isNamed = own !== null && plans.some(({ names }) => names.includes(own));
  if (coversAll || isNamed) return plans;
  // Its filters see requests that no route takes, too.
  const unrouted = listener.filters.length === 0 ? null : { hostnames: [null], routes: [] };
  return [...plans, ownHost(listener, unrouted, 404)];
}

function ownHost(
  listener: HttpListener | HttpsListener,
  host: VirtualHost | null,
  answer: 404 | 500,
): HostPlan {
  const own = listener.hostname;
  return { listener, names: own === null ? [] : [own], isDefault: own === null, host, answer };
}

function routedHost(listener: HttpListener | HttpsListener, host: VirtualHost): HostPlan {
  const coversAll = host.hostnames.includes(null);
  const named = host.hostnames.flatMap((name) => (name === null ? [] : [name]));
  const own = coversAll && listener.hostname !== null ? [listener.hostname] : [];
  return {
    listener,
    names: [...new Set([...named, ...own])],
    isDefault: coversAll && listener.hostname === null,
    host,
    answer: 404,
  };
}

/** Hostnames of the listeners of the port that know nothing of requests. */
function hostsElsewhere(socket: Socket): readonly (Hostname | null)[] {
  if (socket.kind !== 'tls') return [];
  return socket.listeners.flatMap(({ kind, hostname }) => (kind === 'https' ? [] : [hostname]));
}

function misdirectedHost(hostname: Hostname | null): readonly HostPlan[] {
  if (hostname === null) return [];
  const names = [hostname];
  return [{ listener: null, names, isDefault: false, host: null, answer: 421 }];
}
