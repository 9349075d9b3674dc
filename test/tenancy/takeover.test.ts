import { expect, test } from 'vitest';
import { loadAssets } from '../../src/assets/load.ts';
import { compile } from '../../src/compile.ts';
import { optionsWith } from '../support/fixtures.ts';
import { findingLine } from '../support/hostile/findings.ts';

const assets = await loadAssets(['nginx', 'envoy']);
const options = optionsWith({ channel: 'experimental', keepGoing: true });

const gateway = `apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: {name: web, namespace: infra}
spec:
  gatewayClassName: test
  listeners: [{name: http, protocol: HTTP, port: 8080, allowedRoutes: {namespaces: {from: All}}}]
`;

/** A route of a tenant to its own Service; `created` is a date, or null for none. */
const claim = (
  namespace: string,
  name: string,
  created: string | null,
  path: string,
): string => `---
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: {name: ${name}, namespace: ${namespace}${created === null ? '' : `, creationTimestamp: "${created}T00:00:00Z"`}}
spec:
  parentRefs: [{name: web, namespace: infra}]
  hostnames: [bank.test]
  rules: [{matches: [{path: {value: ${path}}}], backendRefs: [{name: own, port: 80}]}]
---
apiVersion: v1
kind: Service
metadata: {name: own, namespace: ${namespace}}
spec: {ports: [{port: 80}]}
`;

const run = (...claims: readonly string[]) =>
  compile([{ name: 'a.yaml', text: gateway + claims.join('') }], options, assets);

/** The namespace whose Service gets the requests for a path, by Envoy's configuration. */
function winner(claims: readonly string[]): string {
  const file = run(...claims).outputs[0]?.files.find(({ path }) => path === 'envoy.json');
  const text = file?.content.kind === 'public' ? file.content.text : '';
  return /"route": \{ "cluster": "service\/([^/]+)\/own\/80"/.exec(text)?.[1] ?? text;
}

// Gateway API, "Conflicts": the oldest wins, then the first by namespace/name.
test.each([
  ['the older one', ['zoo', 'z', '2024-01-01'], ['aaa', 'a', '2025-01-01'], 'zoo'],
  [
    'the first by namespace when they are equally old',
    ['zoo', 'a', '2024-01-01'],
    ['bank', 'z', '2024-01-01'],
    'bank',
  ],
  [
    'the first by namespace when nobody says how old',
    ['zoo', 'a', null],
    ['bank', 'z', null],
    'bank',
  ],
  ['the one that has an age', ['zoo', 'z', '2024-01-01'], ['aaa', 'a', null], 'zoo'],
  // "{namespace}/{name}" is compared as one text, in which a dash comes before a slash.
  ['the first by namespace and name as one text', ['a', 'b-c', null], ['a-b', 'c', null], 'a-b'],
] as const)('%s keeps a host and path', (_, one, other, expected) => {
  const claims = [one, other].map(([namespace, name, created]) =>
    claim(namespace, name, created, '/'),
  );
  expect(winner(claims)).toBe(expected);
  expect(winner([...claims].reverse())).toBe(expected);
});

test('who loses is told, with both places', () => {
  const { diagnostics } = run(
    claim('aaa', 'young', '2025-01-01', '/'),
    claim('zoo', 'old', '2024-01-01', '/'),
  );
  const told = diagnostics.filter(({ severity }) => severity === 'warning');
  expect(told.map(findingLine)).toEqual(['lint/duplicate-match 14:22 spec.rules[0].matches[0]']);
  expect(told[0]?.relatedSpans.map((span) => span?.start.line)).toEqual([27]);
});

test('a longer path of another namespace within a host is told, too', () => {
  const { diagnostics } = run(
    claim('zoo', 'old', '2024-01-01', '/'),
    claim('aaa', 'young', '2025-01-01', '/login'),
  );
  const told = diagnostics.filter(({ severity }) => severity !== 'error');
  expect(told.map(findingLine)).toEqual(['lint/shared-hostname 13:3 spec.hostnames']);
  expect(told[0]?.relatedSpans.map((span) => span?.start.line)).toEqual([26]);
});

test('a ListenerSet takes neither a host of the Gateway nor its port for every host', () => {
  const own = gateway.replace(
    '  listeners:',
    '  allowedListeners: {namespaces: {from: All}}\n  listeners:',
  );
  for (const hostname of ['', 'hostname: bank.test, ']) {
    const listeners =
      hostname === '' ? own : own.replace('{name: http, ', `{name: http, ${hostname}`);
    const set = `---
apiVersion: gateway.networking.k8s.io/v1
kind: ListenerSet
metadata: {name: aaa, namespace: aaa, creationTimestamp: "2020-01-01T00:00:00Z"}
spec:
  parentRef: {name: web, namespace: infra}
  listeners: [{name: http, ${hostname}protocol: HTTP, port: 8080}]
`;
    const text = listeners + set + claim('zoo', 'z', null, '/');
    const { diagnostics, outputs } = compile([{ name: 'a.yaml', text }], options, assets);
    expect(diagnostics.map(({ code }) => code)).toContain('resolve/listener-hostname-conflict');
    const without = compile(
      [{ name: 'a.yaml', text: listeners + claim('zoo', 'z', null, '/') }],
      options,
      assets,
    );
    expect(textsOf(outputs)).toEqual(textsOf(without.outputs));
  }
});

function textsOf(outputs: ReturnType<typeof run>['outputs']): readonly string[] {
  return outputs.flatMap(({ files }) =>
    files.map(({ content }) => (content.kind === 'public' ? content.text : '')),
  );
}
