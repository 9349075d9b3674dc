import type { Listener } from './configuration.ts';
import type { ParentRef } from './parents.ts';
import type { Random } from './random.ts';

/** Those that both the route and the listener have, where it is easy to tell; sometimes others. */
export function hostsOf(
  hostnames: readonly string[],
  listener: string | null,
  random: Random,
): readonly string[] {
  if (listener === null || random.chance(8)) return hostnames;
  const end = listener.slice(1);
  const common = hostnames.filter(
    (host) => host === listener || (listener.startsWith('*') && host.endsWith(end)),
  );
  return common.length === 0 ? [listener] : common;
}

/** A port, and the hostname of a listener that is meant. */
export function entrance(
  random: Random,
  { kind, name, sectionName }: ParentRef,
  listeners: readonly Listener[],
): readonly [string, string | null] {
  if (kind !== 'ListenerSet' || random.chance(4))
    return [
      name === 'other'
        ? random.pick(['other', 'other', 'otherTls', 'verified'])
        : random.chance(95)
          ? 'http'
          : 'https',
      null,
    ];
  const named = listeners.filter((each) => sectionName === undefined || each.name === sectionName);
  const { port, hostname = null } = random.pick(named.length === 0 ? listeners : named);
  return [port.slice(1), hostname];
}

/** A host that one of the hostnames has, spelled in some way; sometimes another. */
export function randomHost(random: Random, name: string, hostnames: readonly string[]): string {
  const draw = random.below(100);
  if (draw < 3)
    return random.pick(['zzz.test', `b.${name}.test`, `${name}.test`, 'localhost', '127.0.0.1']);
  const pattern = hostnames.length === 0 ? `a.${name}.test` : random.pick(hostnames);
  const host = pattern.replace('*', () => random.pick(['a', 'b', 'x', 'x.y', 'l']));
  if (draw < 8) return host.toUpperCase();
  if (draw < 12) return `${host}:${random.pick(['1234', '80', '443'])}`;
  if (draw < 15) return `${host}.`;
  if (draw < 16) return `${host}.:80`;
  return host;
}
