import type { Field } from '../http/http1-response.ts';
import { aimedAt, callOf } from './aims.ts';
import { randomBody, type Body } from './bodies.ts';
import {
  isManifest,
  type Configuration,
  type Listener,
  type Manifest,
  type RouteSpec,
} from './configuration.ts';
import { isCrowd } from './crowd.ts';
import { entrance, hostsOf, randomHost } from './entrances.ts';
import { authOrders } from './external-auth.ts';
import { randomFrom, type Random } from './random.ts';

/** What a client sends. */
export interface RandomRequest {
  /** Name of a port. */
  readonly port: string;
  readonly protocol: 'http1' | 'http2';
  readonly method: string;
  /** Path and query as sent. */
  readonly target: string;
  readonly host: string;
  /** Without Host. */
  readonly headers: readonly Field[];
  /** Null for none. */
  readonly body: Body | null;
  /** Null for none; of no meaning on ports without TLS. */
  readonly sni: string | null;
  /** HTTP/1.1: the target is a whole URL, and Host is this. */
  readonly absolute: string | null;
  /** Whose certificate the client shows on ports with TLS: `friend` has one of the authority that verifies clients. */
  readonly shows: 'none' | 'friend' | 'stranger';
}

/** Requests that the rules of a configuration may take, and some that are a little beside them. */
export function randomRequests(
  { name, objects }: Configuration,
  count: number,
  ...seed: readonly number[]
): readonly RandomRequest[] {
  const random = randomFrom(...seed, 7);
  const manifests = objects.filter(isManifest);
  const routes = manifests.filter(({ kind }) => kind.endsWith('Route'));
  const sets = manifests.filter(({ kind }) => kind === 'ListenerSet');
  const listeners = sets.flatMap(({ spec }) => spec['listeners'] as readonly Listener[]);
  const others = routes.filter(({ metadata }) => !isCrowd(metadata.name));
  const aims = () => (others.length === routes.length || random.chance(10) ? routes : others);
  return random.list(count, count, () =>
    randomRequest(random, { name, listeners, route: random.pick(aims()) }),
  );
}

interface Aim {
  readonly name: string;
  readonly listeners: readonly Listener[];
  readonly route: Manifest;
}

function randomRequest(random: Random, { name, listeners, route }: Aim): RandomRequest {
  const spec = route.spec as unknown as RouteSpec;
  const grpc = route.kind === 'GRPCRoute';
  const stream = /^(?:TLS|TCP|UDP)/.test(route.kind);
  const fitting = listeners.filter(
    ({ protocol }) => protocol.startsWith('HTTP') !== stream || random.chance(3),
  );
  const [port, listenerHost] = entrance(
    random,
    random.pick(spec.parentRefs),
    fitting.length === 0 ? listeners : fitting,
  );
  const host = randomHost(random, name, [...hostsOf(spec.hostnames ?? [], listenerHost, random)]);
  const bare = host.replace(/:\d*$/, '').replace(/\.$/, '').toLowerCase();
  const draw = random.below(100);
  const sni =
    draw < 84
      ? bare
      : draw < 90
        ? randomHost(random, name, [listenerHost ?? `*.${name}.test`])
            .replace(/[:.]\d*$/, '')
            .toLowerCase()
        : draw < 95
          ? `b.${name}.test`
          : draw < 97
            ? `${bare}.`
            : null;
  const rule = random.pick(spec.rules);
  const aimed = grpc ? callOf(random, rule) : aimedAt(random, rule, stream);
  const isAsked =
    listeners.some(({ filters }) => filters !== undefined) ||
    (rule.filters ?? []).some(({ type }) => type === 'ExternalAuth');
  const orders = random.chance(isAsked ? 60 : 2) ? authOrders(random) : [];
  const secure = port !== 'http' && port !== 'other';
  const http2 = grpc ? random.chance(95) : random.chance(secure ? 25 : 8);
  const address = /^[\d.]+$/.test(sni ?? '');
  return {
    port,
    protocol: http2 ? 'http2' : 'http1',
    host,
    sni: address ? null : sni,
    absolute: !http2 && random.chance(3) ? random.pick([host, 'elsewhere.test']) : null,
    shows: shown(random, port),
    ...aimed,
    headers: [...aimed.headers, ...orders],
    body: randomBody(random, aimed.method, isAsked),
  };
}

function shown(random: Random, port: string): RandomRequest['shows'] {
  const asked = port === 'checked' || port === 'verified';
  const draw = random.below(100);
  return draw < (asked ? 75 : 4) ? 'friend' : draw < (asked ? 86 : 8) ? 'stranger' : 'none';
}
