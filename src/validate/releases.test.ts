import { describe, expect, test } from 'vitest';
import { loadSchemas } from '../assets/schemas.ts';
import { releases } from '../model/release.ts';
import { parseFiles } from '../parse/index.ts';
import { releases as index } from './generated/index.js';
import { validate } from './index.ts';
import { newestVersion } from './newest-version.ts';
import type { SchemaSource, Structure } from './schema-set.ts';

const schemas = loadSchemas();

function codesOf(text: string, source: SchemaSource): readonly string[] {
  const { documents } = parseFiles([{ name: 'a.yaml', text }]).value;
  return validate(documents, schemas, source).diagnostics.map(({ code }) => code);
}

const object = (apiVersion: string, kind: string, spec: string) =>
  `apiVersion: gateway.networking.${apiVersion}\nkind: ${kind}\nmetadata: {name: a}\nspec: ${spec}\n`;

describe.each(releases)('%s', (release) => {
  test('accepts a Gateway and a route in both channels', () => {
    const text = [
      object(
        'k8s.io/v1',
        'Gateway',
        '{gatewayClassName: c, listeners: [{name: http, port: 80, protocol: HTTP}]}',
      ),
      object('k8s.io/v1', 'HTTPRoute', '{rules: [{backendRefs: [{name: s, port: 80}]}]}'),
    ].join('---\n');
    for (const channel of ['standard', 'experimental'] as const)
      expect(codesOf(text, { channel, release })).toEqual([]);
  });

  // A CRD without a conversion webhook changes nothing but apiVersion: so do we, and nothing is lost by it.
  test('serves versions of a kind that have the same fields', () => {
    for (const channel of ['standard', 'experimental'] as const)
      for (const [key, { served }] of Object.entries(index[release][channel])) {
        const [group = '', kind = ''] = key.split('/');
        const shapes = served.map(({ version }) => {
          const found = schemas.lookup({ group, kind, version }, { channel, release });
          return found.kind === 'found' ? fieldsOf(found.schema.structure) : [];
        });
        for (const shape of shapes) expect([key, shape]).toEqual([key, shapes[0]]);
      }
  });
});

/** Every field's path with its default; of all but status, which nobody writes. */
function fieldsOf({ p = new Map(), i, a, d }: Structure, path = ''): readonly string[] {
  const own = d === undefined ? [] : [`${path} = ${JSON.stringify(d)}`];
  const inner = [...p]
    .filter(([name]) => path !== '' || name !== 'status')
    .flatMap(([name, each]) => [`${path}.${name}`, ...fieldsOf(each, `${path}.${name}`)]);
  const rest = [i, a].flatMap((each) => (each === undefined ? [] : fieldsOf(each, `${path}[]`)));
  return [...own, ...inner, ...rest].sort();
}

test.each<readonly [string, string, SchemaSource, readonly string[]]>([
  [
    'a kind that came later',
    object('k8s.io/v1', 'GRPCRoute', '{}'),
    { channel: 'standard', release: '1.0' },
    ['validate/experimental-kind'],
  ],
  [
    'a version that came later',
    object('k8s.io/v1', 'GRPCRoute', '{}'),
    { channel: 'experimental', release: '1.0' },
    ['validate/version'],
  ],
  [
    'a kind of no release before',
    object('x-k8s.io/v1alpha1', 'XMesh', '{controllerName: a.b/c}'),
    { channel: 'experimental', release: '1.2' },
    ['validate/kind-not-in-release'],
  ],
  [
    'a kind of no release',
    object('k8s.io/v1', 'HttpRoute', '{}'),
    { channel: 'standard', release: '1.7' },
    ['validate/unknown-kind'],
  ],
  [
    'a field that came later',
    object('k8s.io/v1', 'HTTPRoute', '{rules: [{name: a}]}'),
    { channel: 'standard', release: '1.0' },
    ['validate/unknown-field'],
  ],
  [
    'a field that was experimental then',
    object('k8s.io/v1', 'HTTPRoute', '{rules: [{timeouts: {request: 1s}}]}'),
    { channel: 'standard', release: '1.1' },
    ['validate/experimental-field'],
  ],
  [
    'a version whose successor is served',
    object('k8s.io/v1beta1', 'HTTPRoute', '{}'),
    { channel: 'standard', release: '1.7' },
    ['validate/deprecated-version'],
  ],
  [
    'a version that was the newest',
    object(
      'k8s.io/v1beta1',
      'ReferenceGrant',
      '{from: [{group: "", kind: A, namespace: b}], to: [{group: "", kind: Service}]}',
    ),
    { channel: 'standard', release: '1.3' },
    [],
  ],
])('%s', (_, text, source, expected) => {
  expect(codesOf(text, source)).toEqual(expected);
});

test('versions are ordered as Kubernetes orders them', () => {
  expect(newestVersion(['v1alpha2', 'v1beta1', 'v1alpha10'])).toBe('v1beta1');
  expect(newestVersion(['v1', 'v2alpha1', 'v1beta1'])).toBe('v1');
  expect(newestVersion(['v1alpha2', 'v1alpha10'])).toBe('v1alpha10');
});
