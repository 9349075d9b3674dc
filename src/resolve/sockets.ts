import type { HttpListener, HttpsListener, Socket, SocketBase, VirtualHost } from '../ir/index.ts';
import type { ResolvedListener } from './listeners.ts';
import { compareHosts } from './hostnames.ts';

/** Merges listeners by port. Listeners of one port have one protocol: conflicts are sorted out. */
export function buildSockets(
  listeners: readonly ResolvedListener[],
  addresses: readonly string[],
  hostsOf: (listener: ResolvedListener) => readonly VirtualHost[],
): readonly Socket[] {
  const byPort = new Map<number, ResolvedListener[]>();
  for (const listener of listeners) {
    const group = byPort.get(listener.spec.port);
    if (group === undefined) byPort.set(listener.spec.port, [listener]);
    else group.push(listener);
  }
  return [...byPort]
    .sort(([a], [b]) => a - b)
    .map(([port, group]): Socket => {
      const base: SocketBase = { port, addresses };
      const sorted = group.sort((a, b) => compareHosts(a.hostname, b.hostname));
      if (group.every(({ protocol }) => protocol === 'HTTP'))
        return {
          ...base,
          kind: 'http',
          listeners: sorted.map((each) => httpListener(each, hostsOf)),
        };
      return {
        ...base,
        kind: 'tls',
        listeners: sorted.map((each) => httpsListener(each, hostsOf)),
      };
    });
}

type HostsOf = (listener: ResolvedListener) => readonly VirtualHost[];

function httpListener(listener: ResolvedListener, hostsOf: HostsOf): HttpListener {
  const { spec, hostname, origin } = listener;
  return { kind: 'http', name: spec.name, hostname, hosts: hostsOf(listener), origin };
}

function httpsListener(listener: ResolvedListener, hostsOf: HostsOf): HttpsListener {
  const { spec, hostname, origin } = listener;
  const tls = { certificates: listener.certificates.map(({ id }) => id) };
  return { kind: 'https', name: spec.name, hostname, tls, hosts: hostsOf(listener), origin };
}
