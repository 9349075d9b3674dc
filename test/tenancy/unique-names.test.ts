import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  clusterName,
  emptyHostName,
  misdirectedName,
  missingCluster,
  secretName,
  sessionClusterName,
  virtualHostName,
} from '../../src/emit/envoy/names.ts';
import { ruleName, upstreamName } from '../../src/emit/nginx/names.ts';
import { backendId, certificateId, listenerId, ruleId, trustBundleId } from '../../src/ir/index.ts';
import { contentPath } from '../../src/target/file-path.ts';
import { host, resource } from '../support/ir.ts';

// Few letters, so that parts of different names often join to the same text; `_` and `/` are in no valid name, and
// what is invalid must not collide either.
const part = (letters: string) =>
  fc.string({ unit: fc.constantFrom(...Array.from(letters)), minLength: 1, maxLength: 4 });
const valid = part('a-1').filter((each) => /^a/.test(each) && !each.endsWith('-'));
const name = fc.oneof(
  { weight: 4, arbitrary: valid },
  part('a.1-'),
  part('a_/'),
  fc.constantFrom('rule0', '80', 'h2c', 'x2', 'service'),
);
const namespace = fc.oneof({ weight: 4, arbitrary: valid }, part('a_/-'));
const distinction = fc.constantFrom('', 'h2c', 'a', 'x2');

/** Different things, by the text of what they are. */
function expectInjective<T>(things: fc.Arbitrary<T>, names: (thing: T) => readonly string[]): void {
  const owners = new Map<string, string>();
  const twice: unknown[] = [];
  for (const thing of fc.sample(things, { numRuns: 20_000, seed: 21 })) {
    const own = JSON.stringify(thing);
    for (const each of names(thing)) {
      if ((owners.get(each) ?? own) !== own) twice.push([each, owners.get(each), own]);
      owners.set(each, own);
    }
  }
  expect(owners.size).toBeGreaterThan(500);
  expect(twice).toEqual([]);
}

const backends = fc.record({
  what: fc.constantFrom('Service', 'ServiceImport', 'XBackend'),
  namespace: valid,
  name: fc.oneof(valid, fc.constantFrom('rule0', 'x2')),
  number: fc.constantFrom(1, 8, 80, 801),
  distinction,
});
const rules = fc.record({
  what: fc.constantFrom('HTTPRoute', 'GRPCRoute', 'TCPRoute'),
  namespace,
  name,
  number: fc.constantFrom(0, 1, 10, 11),
  distinction: fc.constant(''),
});
const targets = fc.oneof(backends, rules);
type Target = typeof targets extends fc.Arbitrary<infer T> ? T : never;

const idOf = ({ what, namespace: space, name: own }: Target) => resource(what, own, space);

// Names with a slash or a `_` never get so far: validation refuses them. They are left out where ids are joined.
const isName = ({ namespace: space, name: own }: { namespace: string; name: string }): boolean =>
  !/[/_]/.test(space + own);

test('upstreams of NGINX', () => {
  expectInjective(targets.filter(isName), (target) => {
    const id = idOf(target);
    return target.what.endsWith('Route')
      ? [ruleName(ruleId(id, target.number))]
      : [upstreamName(backendId(id, target.number, target.distinction))];
  });
});

test('clusters of Envoy', () => {
  expectInjective(targets.filter(isName), (target) => {
    const id = idOf(target);
    const cluster = target.what.endsWith('Route')
      ? sessionClusterName(ruleId(id, target.number))
      : clusterName(backendId(id, target.number, target.distinction));
    expect(cluster).not.toBe(missingCluster);
    return [cluster];
  });
});

const owned = fc.record({
  what: fc.constantFrom('Gateway', 'ListenerSet'),
  namespace,
  name,
  part: name,
});

test('listeners and hosts of one Gateway', () => {
  // A Gateway has one namespace and name, and hosts are host names.
  const listeners = owned
    .filter((each) => isName(each) && !/[/_]/.test(each.part))
    .map((each) => (each.what === 'Gateway' ? { ...each, namespace: 'app', name: 'web' } : each));
  expectInjective(listeners, ({ what, namespace: space, name: own, part: last }) => {
    const id = listenerId(resource(what, own, space), last);
    return [id, emptyHostName(id), misdirectedName(id), virtualHostName(id, host(['a.b']))];
  });
});

test('files and Secrets', () => {
  expectInjective(owned.filter(isName), ({ what, namespace: space, name: own, part: last }) => {
    if (what === 'Gateway') {
      const id = trustBundleId(
        resource('ConfigMap', own, space),
        isName({ namespace: '', name: last }) ? last : 'x',
      );
      return [contentPath(`${id} ${last}`, '.ca.crt')];
    }
    const id = certificateId(resource('Secret', own, space));
    return [contentPath(`${id} ${last}`, '.crt'), `${secretName(id)} ${last}`];
  });
});

test('files are named by digests alone, whatever they belong to', () => {
  fc.assert(
    fc.property(fc.string(), (id) => {
      expect(contentPath(id, '.key')).toMatch(/^tls\/[0-9a-f]{32}\.key$/);
    }),
  );
});
