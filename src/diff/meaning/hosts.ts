import {
  requestListeners,
  type GatewayIr,
  type Hostname,
  type HttpListener,
  type HttpsListener,
  type Route,
} from '../../ir/index.ts';

/** The requests of one host on one port. */
export interface Host {
  readonly port: number;
  /** `*` for every host. */
  readonly name: string;
  readonly listener: HttpListener | HttpsListener;
  /** In order of precedence; empty where nothing is attached. */
  readonly routes: readonly Route[];
}

export interface Hosts {
  /** By port and name. */
  readonly all: ReadonlyMap<string, Host>;
  /** The host that served the requests of another one: itself, or the most specific wildcard that covers it. */
  readonly serving: (host: Pick<Host, 'port' | 'name'>) => Host | null;
  /** Ports where requests of a host are served. */
  readonly portsOf: (name: string) => ReadonlySet<number>;
}

const anyHost = '*';

/** Every host that a Gateway answers for with routes, or with 404 on behalf of a listener. */
export function hostsOf(gateway: GatewayIr): Hosts {
  const all = new Map<string, Host>();
  const ports = new Map<string, Set<number>>();
  const add = (host: Host): void => {
    const key = keyOf(host);
    if (all.has(key)) return;
    all.set(key, host);
    ports.set(host.name, (ports.get(host.name) ?? new Set()).add(host.port));
  };
  for (const socket of gateway.sockets)
    for (const listener of requestListeners(socket)) {
      const { port } = socket;
      for (const { hostnames, routes } of listener.hosts)
        for (const hostname of hostnames)
          add({ port, name: effective(hostname, listener), listener, routes });
      // Requests for the listener's own host never reach another listener's routes.
      add({ port, name: effective(null, listener), listener, routes: [] });
    }
  return {
    all,
    portsOf: (name) => ports.get(name) ?? new Set(),
    serving: (host) => {
      for (const name of [host.name, ...wider(host.name)]) {
        const found = all.get(keyOf({ port: host.port, name }));
        if (found !== undefined) return found;
      }
      return null;
    },
  };
}

function effective(hostname: Hostname | null, listener: HttpListener | HttpsListener): string {
  return hostname ?? listener.hostname ?? anyHost;
}

function keyOf({ port, name }: Pick<Host, 'port' | 'name'>): string {
  return `${String(port)} ${name}`;
}

/** Wildcards that cover a host, the most specific first. */
function wider(name: string): readonly string[] {
  const labels = (name.startsWith('*.') ? name.slice(2) : name).split('.');
  if (name === anyHost) return [];
  const wildcards = labels.slice(1).map((_, index) => `*.${labels.slice(index + 1).join('.')}`);
  return [...wildcards, anyHost];
}
