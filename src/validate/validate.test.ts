import { describe, expect, test } from 'vitest';
import { loadSchemas } from '../assets/schemas.ts';
import type { Channel } from '../model/channel.ts';
import { catalogEntry } from '../diagnostics/catalog.ts';
import { parseFiles } from '../parse/index.ts';
import { formatFieldPath } from '../source/field-path.ts';
import { findUnsupported, validate } from './index.ts';

const schemas = loadSchemas();

function run(text: string, channel: Channel = 'standard') {
  const parsed = parseFiles([{ name: 'x.yaml', text }]);
  return validate(parsed.value.documents, schemas, { channel, release: '1.7' });
}

/** `code field: message` of each finding. */
function findings(text: string, channel: Channel = 'standard'): readonly string[] {
  return run(text, channel).diagnostics.map(({ code, args, place, suggestion }) => {
    const field = place.kind === 'field' ? formatFieldPath(place.origin.path) : '';
    const hint = suggestion === null ? '' : ` (${suggestion})`;
    return `${code} ${field}: ${catalogEntry(code).message(args)}${hint}`;
  });
}

const route = (spec: string, version = 'v1') => `
apiVersion: gateway.networking.k8s.io/${version}
kind: HTTPRoute
metadata: {name: r}
spec: ${spec}
`;

test('defaults are those of the CRD', () => {
  const { resources } = run(route('{rules: [{backendRefs: [{name: s, port: 80}]}]}')).value;
  expect(resources.httpRoutes[0]?.id.namespace).toBe('default');
  expect(JSON.parse(JSON.stringify(resources.httpRoutes[0]?.spec))).toEqual({
    rules: [
      {
        backendRefs: [{ name: 's', port: 80, group: '', kind: 'Service', weight: 1 }],
        matches: [{ path: { type: 'PathPrefix', value: '/' } }],
      },
    ],
  });
});

test.each(['0', '65536', '1000001'])('the port of a Pod is no %s', (port) => {
  const service = `{kind: Service, apiVersion: v1, metadata: {name: s}, spec: {ports: [{port: 80, targetPort: ${port}}]}}`;
  expect(findings(service)).toEqual([
    expect.stringMatching(/^validate\/schema spec\.ports\[0\]\.targetPort: Invalid value: /),
  ]);
});

test('a route without rules gets the rule that matches everything', () => {
  const { resources } = run(route('{}')).value;
  expect(resources.httpRoutes[0]?.spec.rules).toHaveLength(1);
});

describe('refuses', () => {
  test.each([
    [
      'a misspelt field',
      '{hostNames: [a.io]}',
      ['validate/unknown-field spec.hostNames: unknown field "spec.hostNames" (hostnames)'],
    ],
    [
      'an experimental field',
      '{rules: [{sessionPersistence: {type: Cookie}}]}',
      [
        'validate/experimental-field spec.rules[0].sessionPersistence: field spec.rules[0].sessionPersistence is experimental: a standard-channel cluster drops it',
      ],
    ],
    [
      'a wrong type',
      '{hostnames: a.io}',
      ['validate/schema spec.hostnames: Invalid value: "a.io": must be of type array'],
    ],
    [
      'an unknown value',
      '{rules: [{matches: [{method: get}]}]}',
      [
        /^validate\/schema spec\.rules\[0\]\.matches\[0\]\.method: Unsupported value: "get": supported values: "GET", /,
      ],
    ],
    [
      'a value out of range',
      '{rules: [{backendRefs: [{name: s, port: 99999}]}]}',
      [/spec\.rules\[0\]\.backendRefs\[0\]\.port: Invalid value: 99999: must be <= 65535/],
    ],
    [
      'a missing field',
      '{rules: [{backendRefs: [{port: 80}]}]}',
      ['validate/schema spec.rules[0].backendRefs[0].name: Required value'],
    ],
    [
      'a bad hostname',
      '{hostnames: ["a..b"]}',
      [/spec\.hostnames\[0\]: Invalid value: "a\.\.b": should match/],
    ],
    [
      'a repeated header',
      '{rules: [{matches: [{headers: [{name: a, value: x}, {name: a, value: z}]}]}]}',
      [
        'validate/duplicate-item spec.rules[0].matches[0].headers[1]: Duplicate value: item 0 of the list has the same key',
      ],
    ],
  ])('%s', (_, spec, expected) => {
    const found = findings(route(spec));
    expect(found).toHaveLength(expected.length);
    for (const [position, each] of expected.entries())
      expect(found[position]).toMatch(
        typeof each === 'string'
          ? new RegExp(`^${each.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')}$`)
          : each,
      );
  });

  test.each([
    ['an object without kind', 'apiVersion: v1\nmetadata: {name: a}', /^validate\/identity/],
    [
      'a version that is not served',
      route('{}', 'v1alpha1'),
      /version v1alpha1 of this kind is not served; write v1 or v1beta1/,
    ],
    [
      'an experimental kind',
      'apiVersion: gateway.networking.x-k8s.io/v1alpha1\nkind: XMesh\nmetadata: {name: m}',
      /^validate\/experimental-kind kind/,
    ],
    [
      'a bad name',
      'apiVersion: v1\nkind: Namespace\nmetadata: {name: A_b}',
      /^validate\/metadata metadata\.name/,
    ],
    [
      'a bad label',
      'apiVersion: v1\nkind: Namespace\nmetadata: {name: a, labels: {x: "a b"}}',
      /^validate\/metadata metadata\.labels\.x/,
    ],
    [
      'an unknown field of metadata',
      'apiVersion: v1\nkind: Namespace\nmetadata: {name: a, label: {}}',
      /unknown field "metadata\.label" \(labels\)/,
    ],
    [
      'an object that is defined twice',
      `${route('{}')}---${route('{}')}`,
      /^validate\/duplicate-object metadata\.name: HTTPRoute default\/r is defined twice/,
    ],
  ])('%s', (_, text, expected) => {
    const found = findings(text);
    expect(found).toHaveLength(1);
    expect(found[0]).toMatch(expected);
  });
});

test.each([
  ['forth', (texts: readonly string[]) => texts],
  ['back', (texts: readonly string[]) => [...texts].reverse()],
])('which of two definitions counts does not depend on their order: %s', (_, order) => {
  const texts = ['b.example.com', 'a.example.com'].map((host) => route(`{hostnames: [${host}]}`));
  const { value, diagnostics } = run(order(texts).join('---\n'), 'standard');
  expect(value.objects.map((each) => each.value['spec'])).toMatchObject([
    { hostnames: ['a.example.com'] },
  ]);
  expect(diagnostics).toHaveLength(1);
});

test('status is not the author’s business: its constraints do not count', () => {
  expect(findings(`${route('{}')}status: {}`)).toEqual([]);
});

test('the experimental channel has the experimental field', () => {
  const text =
    'apiVersion: gateway.networking.k8s.io/v1\nkind: Gateway\nmetadata: {name: g}\n' +
    'spec: {gatewayClassName: c, defaultScope: All, listeners: [{name: a, port: 80, protocol: HTTP}]}';
  expect(findings(text, 'experimental')).toEqual([]);
  expect(findings(text, 'standard')).toHaveLength(1);
});

test('a valid field that nobody reads is reported', () => {
  const text =
    'apiVersion: gateway.networking.k8s.io/v1\nkind: GatewayClass\nmetadata: {name: c}\n' +
    'spec: {controllerName: example.com/c, parametersRef: {group: g, kind: K, name: params}}';
  const unread = findUnsupported(run(text, 'standard').value.objects);
  expect(unread.map(({ code, args }) => [code, args['field']])).toEqual([
    ['validate/field-ignored', 'spec.parametersRef'],
  ]);
});

test('kinds that are not ours are counted, and other Gateway API kinds are kept', () => {
  const { value, diagnostics } = run(
    'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: a}\n---\n' +
      'apiVersion: gateway.networking.x-k8s.io/v1alpha1\nkind: XMesh\nmetadata: {name: g}\nspec: {controllerName: example.com/mesh}',
    'experimental',
  );
  expect(diagnostics).toEqual([]);
  expect(value.skippedKinds).toEqual([{ group: 'apps', kind: 'Deployment', count: 1 }]);
  expect(value.resources.otherKinds.map(({ id }) => id.kind)).toEqual(['XMesh']);
  expect(value.verdicts.map(({ verdict }) => verdict)).toEqual(['skipped', 'valid']);
});

test('what makes a Secret is known by the Secret’s name', () => {
  const { resources } = run(
    'apiVersion: cert-manager.io/v1\nkind: Certificate\nmetadata: {name: c}\nspec: {secretName: tls}\n---\n' +
      'apiVersion: external-secrets.io/v1\nkind: ExternalSecret\nmetadata: {name: e}\nspec: {}\n---\n' +
      'apiVersion: bitnami.com/v1alpha1\nkind: SealedSecret\nmetadata: {name: s}\nspec: {}',
  ).value;
  expect(resources.secretProducers.map(({ spec }) => spec.secretName)).toEqual(['tls', 'e', 's']);
});

test('a value that would hang a backtracking engine is judged at once', () => {
  const value = `${'a'.repeat(60)}é`;
  expect(
    findings(
      route(
        `{rules: [{filters: [{type: RequestHeaderModifier, requestHeaderModifier: {set: [{name: a, value: "${value}"}]}}]}]}`,
      ),
      'experimental',
    ),
  ).toHaveLength(1);
});
