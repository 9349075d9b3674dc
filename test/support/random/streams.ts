import type { Want } from './backends.ts';
import type { Around, Listener, Manifest } from './configuration.ts';
import { ownParent } from './parents.ts';
import { present, type Random } from './random.ts';
import { otherRef, servicePorts } from './rules.ts';

export type StreamKind = 'TLSRoute' | 'TCPRoute' | 'UDPRoute';

/** Both on one number, which TCP and UDP do not share. */
export function streamListeners(
  random: Random,
): readonly { readonly protocol: 'TCP' | 'UDP'; readonly port: string }[] {
  return [
    ...(random.chance(10) ? [{ protocol: 'TCP' as const, port: '$tcp' }] : []),
    ...(random.chance(12) ? [{ protocol: 'UDP' as const, port: '$udp' }] : []),
  ];
}

/** Routes for the listeners that take connections or datagrams. */
export function streamKinds(random: Random, listeners: readonly Listener[]): readonly StreamKind[] {
  const routes = (kind: StreamKind, least: number): readonly StreamKind[] =>
    listeners.some(({ protocol }) => protocol === kind.slice(0, 3))
      ? random.list(least, 2, () => kind)
      : [];
  return [...routes('TLSRoute', 1), ...routes('TCPRoute', 0), ...routes('UDPRoute', 0)];
}

/** What routes to these listeners can send. */
export function wantsOf(listeners: readonly Listener[]): readonly Want[] {
  const streams = listeners.flatMap(({ protocol, tls }): readonly Want[] =>
    protocol === 'UDP'
      ? ['datagrams']
      : protocol === 'TCP' || protocol === 'TLS'
        ? [tls?.mode === 'Passthrough' ? 'passed' : 'bytes']
        : [],
  );
  return ['http', 'http', 'http', 'grpc', ...streams];
}

export function streamSpec(
  kind: StreamKind,
  { random, name, listeners, others }: Around,
  foreign: string,
): Manifest['spec'] {
  const tls = kind === 'TLSRoute';
  const fitting = listeners.filter(({ protocol }) => protocol === kind.slice(0, 3));
  const hosts = [`l.${name}.test`, `x.l.${name}.test`, `*.l.${name}.test`, `a.${name}.test`];
  const listener = random.pick(fitting);
  const passed = listener.tls?.mode === 'Passthrough';
  const want = kind === 'UDPRoute' ? 'datagrams' : passed ? 'passed' : 'bytes';
  const refs = random.list(1, 2, () =>
    present({
      ...(otherRef(random, others, want) ?? {
        name: random.pick(['bytes', 'bytes', 'more', 'missing', 'unready']),
        ...(random.chance(6) ? { namespace: foreign } : {}),
        port: servicePorts[want],
      }),
      weight: random.chance(40) ? random.pick([0, 1, 3]) : undefined,
    }),
  );
  return {
    parentRefs: [{ ...ownParent(random, name, fitting), sectionName: listener.name }],
    ...(tls ? { hostnames: random.some(hosts, 1, 2) } : {}),
    rules: [{ backendRefs: refs }],
  };
}
