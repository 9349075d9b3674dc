import { describe, expect, test } from 'vitest';
import { resolved } from '../../test/support/resolved.ts';

const gateway = (name: string, more = '') => `---
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: {name: ${name}, namespace: app}
spec:
  gatewayClassName: ours
  ${more}
  listeners: [{name: web, port: 80, protocol: HTTP}, {name: alt, port: 81, protocol: HTTP, hostname: c.example}]
`;
const route = (spec: string) => `---
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: {name: r, namespace: app}
spec:
  ${spec}
`;
const s = '{name: s, port: 80}';
const rules = `rules: [{backendRefs: [${s}]}]`;
const service = `---
apiVersion: v1
kind: Service
metadata: {name: s, namespace: app}
spec: {ports: [{port: 80}]}
`;

/** `kind name path` of each parent, in the order of the route's status. */
function parentsOf(text: string): readonly string[] {
  const { resolution } = resolved(text);
  return [...resolution.parents.values()].flat().map(({ resource, origin }) => {
    const path = origin.path.slice(1).join('.');
    return `${resource.kind} ${resource.name} ${path}`;
  });
}

describe('the parents that a route’s status speaks of', () => {
  const isDefault = 'defaultScope: All';
  const useDefault = 'useDefaultGateways: All';

  test('stand in its order, those of a mesh among them, default Gateways last', () => {
    const refs =
      'parentRefs: [{group: "", kind: Service, name: s}, {name: b, sectionName: alt}, {name: b, sectionName: web}]';
    const text =
      gateway('a', isDefault) +
      gateway('b') +
      service +
      route(`${refs}\n  ${useDefault}\n  ${rules}`);
    expect(parentsOf(text)).toEqual([
      'Service s parentRefs.0',
      'Gateway b parentRefs.1',
      'Gateway b parentRefs.2',
      'Gateway a useDefaultGateways',
    ]);
  });

  test.each<readonly [string, readonly string[]]>([
    ['{name: a}', ['Gateway a parentRefs.0']],
    ['{name: a, namespace: app}', ['Gateway a parentRefs.0']],
    ['{name: a, sectionName: web}', ['Gateway a parentRefs.0', 'Gateway a useDefaultGateways']],
    ['{name: a, port: 80}', ['Gateway a parentRefs.0', 'Gateway a useDefaultGateways']],
    ['{name: b}', ['Gateway b parentRefs.0', 'Gateway a useDefaultGateways']],
    [
      '{name: a, port: 80}, {name: a, port: 81}',
      ['Gateway a parentRefs.0', 'Gateway a parentRefs.1', 'Gateway a useDefaultGateways'],
    ],
  ])('a default Gateway is asked once: [%s]', (refs, expected) => {
    const text = gateway('a', isDefault) + gateway('b') + service;
    expect(parentsOf(text + route(`parentRefs: [${refs}]\n  ${useDefault}\n  ${rules}`))).toEqual(
      expected,
    );
  });
});

describe('the Gateways that a policy’s status speaks of', () => {
  const policy = `---
apiVersion: gateway.networking.k8s.io/v1
kind: BackendTLSPolicy
metadata: {name: p, namespace: app}
spec:
  targetRefs: [{group: "", kind: Service, name: s}]
  validation: {hostname: a.example, wellKnownCACertificates: System}
`;
  const ancestors = (spec: string, listener = '') => {
    const { resolution } = resolved(
      gateway('a', '').replace('protocol: HTTP}', `protocol: HTTP${listener}}`) +
        gateway('b') +
        service +
        policy +
        route(spec),
    );
    return [...resolution.policyAncestors].map(
      ([{ id }, gateways]) => `${id.name}: ${gateways.map(({ name }) => name).join(' ')}`,
    );
  };
  const a = 'parentRefs: [{name: a}]';
  const other = '{name: other, port: 80}';

  test.each<readonly [string, string, readonly string[]]>([
    ['a route that attaches', `${a}\n  ${rules}`, ['p: a']],
    [
      'two Gateways',
      `parentRefs: [{name: a, sectionName: web}, {name: b}, {name: a, sectionName: alt}]\n  ${rules}`,
      ['p: a b'],
    ],
    ['a route to something else', `${a}\n  rules: [{backendRefs: [${other}]}]`, []],
    [
      'a route without rules of its own',
      `${a}\n  rules: [{filters: [{type: RequestRedirect, requestRedirect: {statusCode: 301}}]}]`,
      [],
    ],
    [
      'a mirror',
      `${a}\n  rules: [{backendRefs: [${other}], filters: [{type: RequestMirror, requestMirror: {backendRef: ${s}}}]}]`,
      ['p: a'],
    ],
    [
      'an authority of a filter',
      `${a}\n  rules: [{backendRefs: [${other}], filters: [{type: ExternalAuth, externalAuth: {protocol: HTTP, backendRef: ${s}, http: {path: /x}}}]}]`,
      ['p: a'],
    ],
    [
      'a route that is refused',
      `parentRefs: [{name: a, sectionName: alt}]\n  hostnames: [x.example]\n  ${rules}`,
      ['p: '],
    ],
    [
      'a Service of the same name elsewhere',
      `${a}\n  rules: [{backendRefs: [{name: s, namespace: other, port: 80}]}]`,
      [],
    ],
    [
      'another kind of the same name',
      `${a}\n  rules: [{backendRefs: [{group: a.example, kind: Service, name: s, port: 80}]}]`,
      [],
    ],
  ])('%s', (_, spec, expected) => {
    expect(ancestors(spec)).toEqual(expected);
  });

  test('a filter of a listener', () => {
    const auth = `{protocol: HTTP, backendRef: ${s}, http: {path: /x}}`;
    const filters = `, filters: {requests: [{type: ExternalAuth, externalAuth: ${auth}}]}`;
    expect(ancestors(`${a}\n  rules: [{backendRefs: [${other}]}]`, filters)).toEqual(['p: a']);
  });
});
