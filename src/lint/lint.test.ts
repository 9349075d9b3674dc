import { expect, test } from 'vitest';
import { loadSchemas } from '../assets/schemas.ts';
import { validateManifests } from '../validate-manifests.ts';
import { openHead } from './regex-head.ts';

const schemas = loadSchemas();
const gateway = `apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: {name: g, namespace: a}
spec: {gatewayClassName: any, listeners: [{name: l, port: 80, protocol: HTTP}]}
`;
const route = (name: string, rules: string, hostnames = 'a.example.com') => `---
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: {name: ${name}, namespace: a}
spec:
  parentRefs: [{name: g}]
  hostnames: [${hostnames}]
  rules: [${rules}]
`;

function codes(text: string): readonly string[] {
  const options = {
    channel: 'standard',
    release: '1.7',
    upgradeTo: null,
    severities: {},
    only: null,
    lint: { now: null, certificateDays: 30 },
  } as const;
  return validateManifests([{ name: 'a.yaml', text }], options, schemas).diagnostics.map(
    ({ code, span }) => `${code} ${String(span?.start.line ?? 0)}`,
  );
}

const match = (text: string) => `{matches: [{${text}}], backendRefs: [{name: s, port: 80}]}`;
const prefix = (value: string, more = '') => match(`path: {value: ${value}}${more}`);

test('what overrides by a more specific hostname is meant', () => {
  const text = route('r', prefix('/')) + route('w', prefix('/'), '"*.example.com"');
  expect(codes(gateway + text)).toEqual([]);
});

test('a match that a more specific hostname takes on each of its hosts', () => {
  const listener = gateway.replace('name: l,', 'name: l, hostname: a.example.com,');
  const text = route('r', prefix('/shop')) + route('w', prefix('/shop/cart'), '"*.example.com"');
  expect(codes(listener + text)).toEqual(['lint/shadowed-match 20']);
});

test('a condition less takes more, a condition more takes less', () => {
  const header = ', headers: [{name: a, value: b}]';
  const all = match('path: {type: RegularExpression, value: "/.*"}');
  const some = match(`path: {type: RegularExpression, value: "/.*"}${header}`);
  expect(codes(gateway + route('r', `${all}, ${prefix('/x', header)}`))).toEqual([
    'lint/shadowed-match 12',
  ]);
  expect(codes(gateway + route('r', `${some}, ${prefix('/x')}`))).toEqual([]);
  expect(codes(gateway + route('r', `${some}, ${prefix('/x', header)}`))).toEqual([
    'lint/shadowed-match 12',
  ]);
});

test('an expression that is not RE2 is reported where no target does', () => {
  const look = match('path: {type: RegularExpression, value: "/a(?=b)"}');
  expect(codes(gateway + route('r', look))).toEqual(['lint/regex-refused 12']);
});

test('nothing is called unused while objects are missing that were refused', () => {
  const lonely = gateway.replace('HTTP}', 'HTTP}, {name: m, port: 81, protocol: HTTP}');
  const one = route('r', prefix('/')).replace('{name: g}', '{name: g, sectionName: l}');
  expect(codes(lonely + one)).toEqual(['lint/unused-listener 4']);
  expect(codes(lonely + one + route('s', '{matches: 1}'))).not.toContain('lint/unused-listener 4');
});

test('heads of expressions', () => {
  expect(openHead('/a.*')).toBe('/a');
  expect(openHead('^/a\\.b.*$')).toBe('/a.b');
  expect(openHead('.*')).toBe('');
  expect(openHead('/a.+')).toBeNull();
  expect(openHead('/a.*b')).toBeNull();
  expect(openHead('(?i)/a.*')).toBeNull();
  expect(openHead('(')).toBeNull();
});
