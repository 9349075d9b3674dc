import { expect, test } from 'vitest';
import { hostname, ruleId, type Match } from '../ir/index.ts';
import type { ResourceId } from '../source/place.ts';
import {
  buildVirtualHosts,
  makeRouteLists,
  type HostRoutes,
  type RankedRoute,
} from './virtual-hosts.ts';

interface Sketch {
  readonly route: string;
  readonly hosts: string | null;
  readonly original?: string | null;
  readonly path?: string;
  readonly created?: string;
}

function rankedRoute({ route, path = '/', created }: Sketch): RankedRoute {
  const id: ResourceId = { group: 'g', kind: 'HTTPRoute', namespace: 'ns', name: route };
  const document = { file: 'x.yaml', index: 0, item: null, start: 0, end: 0 };
  const match: Match = {
    path: { kind: 'prefix', value: path },
    method: null,
    headers: [],
    query: [],
    call: null,
  };
  return {
    route: {
      rule: ruleId(id, 0),
      matchIndex: 0,
      match,
      origin: { document, resource: id, path: [] },
    },
    seniority: { created: created ?? null, route: id, ruleIndex: 0, matchIndex: 0 },
  };
}

/** One object for each route, as all its hostnames share it. */
function hostRoutes(sketches: readonly Sketch[]): readonly HostRoutes[] {
  const ranked = new Map<string, RankedRoute>();
  return sketches.map((sketch) => {
    const { route, hosts, original = hosts } = sketch;
    const one = ranked.get(route) ?? rankedRoute(sketch);
    ranked.set(route, one);
    return {
      hosts: hosts === null ? null : hostname(hosts),
      original: original === null ? null : hostname(original),
      ranked: [one],
    };
  });
}

/** `hostnames: rules in order`, one line for each virtual host. */
function outline(routes: readonly Sketch[]): readonly string[] {
  return buildVirtualHosts(hostRoutes(routes), makeRouteLists()).map((host) => {
    const names = host.hostnames.map((name) => name ?? '*').join(' ');
    return `${names}: ${host.routes.map(({ rule }) => rule.split('/')[2]).join(' ')}`;
  });
}

test('requests fall through to the rules of wider hostnames', () => {
  const routes = [
    { route: 'any', hosts: null },
    { route: 'wild', hosts: '*.example.com', path: '/long/prefix' },
    { route: 'exact', hosts: 'a.example.com' },
  ];
  expect(outline(routes)).toEqual([
    'a.example.com: exact wild any',
    '*.example.com: wild any',
    '*: any',
  ]);
});

test('a hostname does not fall through to its siblings', () => {
  const routes = [
    { route: 'one', hosts: '*.a.example.com' },
    { route: 'two', hosts: '*.b.example.com' },
  ];
  expect(outline(routes)).toEqual(['*.a.example.com: one', '*.b.example.com: two']);
});

test('where intersections are equal, the route’s own hostname decides before anything else', () => {
  const routes = [
    { route: 'wide', hosts: 'a.example.com', original: '*.com', path: '/long', created: '2020' },
    { route: 'near', hosts: 'a.example.com', original: '*.example.com', path: '/long' },
    { route: 'own', hosts: 'a.example.com', path: '/' },
    { route: 'none', hosts: 'a.example.com', original: null, path: '/longer' },
  ];
  expect(outline(routes)).toEqual(['a.example.com: own near wide none']);
});

test('within a hostname the matches decide, then age, then names', () => {
  const routes = [
    { route: 'b', hosts: 'x.io' },
    { route: 'a', hosts: 'x.io' },
    { route: 'old', hosts: 'x.io', created: '2020-01-01T00:00:00Z' },
    { route: 'long', hosts: 'x.io', path: '/long' },
  ];
  expect(outline(routes)).toEqual(['x.io: long old a b']);
});

test('hostnames with the same rules are served together', () => {
  const routes = [
    { route: 'one', hosts: 'b.example.com' },
    { route: 'one', hosts: 'a.example.com' },
    { route: 'two', hosts: 'c.example.com' },
  ];
  expect(outline(routes)).toEqual(['a.example.com b.example.com: one', 'c.example.com: two']);
});

test('a rule that several hostnames lead to stands once, at its best place', () => {
  const routes = [
    { route: 'both', hosts: 'a.example.com' },
    { route: 'both', hosts: '*.example.com' },
    { route: 'wild', hosts: '*.example.com', path: '/x' },
  ];
  expect(outline(routes)).toEqual(['a.example.com: both wild', '*.example.com: wild both']);
});

test('listeners share the lists of hosts where the same routes are attached', () => {
  const lists = makeRouteLists();
  const routes = hostRoutes([
    { route: 'one', hosts: 'a.example.com' },
    { route: 'two', hosts: '*.example.com' },
  ]);
  const [plain, encrypted] = [
    buildVirtualHosts(routes, lists),
    buildVirtualHosts(routes.toReversed(), lists),
  ];
  expect(plain).toHaveLength(2);
  plain.forEach((host, position) => {
    expect(encrypted[position]?.routes).toBe(host.routes);
  });
});
