import { expect, test } from 'vitest';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { hostname, ruleId, type StreamRule } from '../ir/index.ts';
import type { Resource, StreamRouteSpec } from '../model/index.ts';
import type { Attachment } from './attachment.ts';
import { groupByRule, makeAttachedStreams } from './attached-streams.ts';
import type { ResolvedListener } from './listeners.ts';

// Only its identity matters here.
const listener = {} as ResolvedListener;

interface Sketch {
  readonly name: string;
  readonly hosts?: readonly string[];
  /** The route's own hostname, where the listener narrows it. */
  readonly original?: string;
  readonly created?: string;
}

function routeOf({ name, created = '' }: Sketch): Resource<StreamRouteSpec> {
  const id = { group: 'g', kind: 'TLSRoute', namespace: 'ns', name };
  const document = { file: 'x.yaml', index: 0, item: null, start: 0, end: 0 };
  const creationTimestamp = created === '' ? null : created;
  const meta = { labels: {}, annotations: {}, creationTimestamp, generation: null };
  return { id, document, meta, spec: {} } as unknown as Resource<StreamRouteSpec>;
}

const pattern = (host: string | undefined) => (host === undefined ? null : hostname(host));

/** `hostnames: route` of who gets the connections, and `route lost` for each that is reported. */
function outline(routes: readonly Sketch[]): readonly string[] {
  const streams = makeAttachedStreams();
  for (const sketch of routes) {
    const route = routeOf(sketch);
    const hosts = (sketch.hosts ?? [undefined]).map((host) => ({
      listener,
      hosts: pattern(host),
      original: pattern(sketch.original ?? host),
    }));
    const origin = { document: route.document, resource: route.id, path: [] };
    const attachment = { origin, hosts } as unknown as Attachment;
    const rule = { id: ruleId(route.id, 0), route: route.id, origin } as unknown as StreamRule;
    streams.add(route, [attachment], () => rule);
  }
  const lost: Diagnostic[] = [];
  const hosts = groupByRule(
    streams.hostsOf(
      listener,
      () => true,
      (found) => void lost.push(found),
    ),
  );
  return [
    ...hosts.map(
      ({ hostnames, rule }) =>
        `${hostnames.map((host) => host ?? '*').join(' ')}: ${rule.split('/')[2] ?? ''}`,
    ),
    ...lost.map(({ code, place }) =>
      place.kind === 'field' ? `${code} ${place.origin.resource.name}` : code,
    ),
  ];
}

test('the most specific hostnames come first, those of one rule together', () => {
  expect(
    outline([
      { name: 'all' },
      { name: 'wild', hosts: ['*.b.test', 'x.test'] },
      { name: 'exact', hosts: ['a.b.test'] },
    ]),
  ).toEqual(['a.b.test: exact', '*.b.test x.test: wild', '*: all']);
});

test('of routes for one hostname the oldest wins', () => {
  expect(
    outline([
      { name: 'a', hosts: ['a.test'], created: '2026-02-01T00:00:00Z' },
      { name: 'b', hosts: ['a.test'], created: '2026-01-01T00:00:00Z' },
      { name: 'c', hosts: ['a.test'] },
    ]),
  ).toEqual(['a.test: b', 'resolve/route-superseded a', 'resolve/route-superseded c']);
});

test('of routes of one age the first by name wins, in any order of the input', () => {
  const routes = [{ name: 'a-b' }, { name: 'a' }];
  const expected = ['*: a', 'resolve/route-superseded a-b'];
  expect(outline(routes)).toEqual(expected);
  expect(outline(routes.toReversed())).toEqual(expected);
});

test('a route that names the host wins over one that a listener narrows to it', () => {
  expect(
    outline([
      { name: 'any', hosts: ['a.test'], original: '*.test', created: '2026-01-01T00:00:00Z' },
      { name: 'named', hosts: ['a.test'] },
    ]),
  ).toEqual(['a.test: named', 'resolve/route-superseded any']);
});
