import { describe, expect, test } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { loadSchemas } from '../assets/schemas.ts';
import { statusOf } from '../status-of.ts';
import { selfSigned } from '../../test/support/http/self-signed.ts';
import { optionsWith } from '../../test/support/fixtures.ts';
import type { Condition, ObjectStatus } from './model.ts';
import { printStatus } from './print.ts';

const schemas = loadSchemas();

function statuses(
  text: string,
  controllerName: string | null = null,
  usableAddresses: readonly string[] | null = null,
): readonly ObjectStatus[] {
  const options = optionsWith({ controllerName, usableAddresses });
  return statusOf([{ name: 'a.yaml', text }], options, schemas, 'envoy');
}

const gatewayClass = (name: string, controller: string) => `---
apiVersion: gateway.networking.k8s.io/v1
kind: GatewayClass
metadata: {name: ${name}, generation: 3}
spec: {controllerName: ${controller}}
`;
const gateway = (listener: string, spec = '') => `---
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: {name: g, namespace: app, generation: 2}
spec:
  gatewayClassName: ours
  ${spec}
  listeners: [{name: http, port: 80, protocol: HTTP}${listener === '' ? '' : `, ${listener}`}]
`;
const route = (spec: string) => `---
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: {name: r, namespace: app, generation: 7}
spec: {${spec}}
---
apiVersion: v1
kind: Service
metadata: {name: s, namespace: app}
spec: {ports: [{port: 80}]}
`;
const parent = 'parentRefs: [{name: g}]';
const rule = 'rules: [{backendRefs: [{name: s, port: 80}]}]';

const shown = (conditions: readonly Condition[]) =>
  conditions.map(({ type, status, reason }) => `${type}=${status} ${reason}`);

function routeConditions(text: string): readonly (readonly string[])[] {
  const found = statuses(text).find(({ kind }) => kind === 'HTTPRoute');
  if (found?.kind !== 'HTTPRoute') return [];
  return found.status.parents.map(({ conditions }) => shown(conditions));
}

function gatewayOf(text: string, usableAddresses: readonly string[] | null = null) {
  const found = statuses(text, null, usableAddresses).find(({ kind }) => kind === 'Gateway');
  if (found?.kind !== 'Gateway') throw new Error('no status of the Gateway');
  const { conditions, listeners } = found.status;
  return {
    conditions: shown(conditions),
    listeners: listeners.map((each) => ({
      name: each.name,
      routes: each.attachedRoutes,
      kinds: each.supportedKinds.map(({ kind }) => kind),
      conditions: shown(each.conditions),
    })),
  };
}

describe('a route', () => {
  test.each<readonly [string, string, readonly (readonly string[])[]]>([
    [
      'that is served',
      `${parent}, ${rule}`,
      [['Accepted=True Accepted', 'ResolvedRefs=True ResolvedRefs']],
    ],
    [
      'of two parents',
      `parentRefs: [{name: g, sectionName: http}, {name: g, sectionName: none}], ${rule}`,
      [
        ['Accepted=True Accepted', 'ResolvedRefs=True ResolvedRefs'],
        ['Accepted=False NoMatchingParent', 'ResolvedRefs=True ResolvedRefs'],
      ],
    ],
    ['of somebody else’s Gateway', `parentRefs: [{name: other}], ${rule}`, []],
    [
      'whose backend is missing',
      `${parent}, rules: [{backendRefs: [{name: none, port: 80}]}]`,
      [['Accepted=True Accepted', 'ResolvedRefs=False BackendNotFound']],
    ],
    [
      'whose backend is of another namespace',
      `${parent}, rules: [{backendRefs: [{name: s, namespace: other, port: 80}]}]`,
      [['Accepted=True Accepted', 'ResolvedRefs=False RefNotPermitted']],
    ],
    [
      'whose backend is no Service',
      `${parent}, rules: [{backendRefs: [{name: s, kind: Pod, port: 80}]}]`,
      [['Accepted=True Accepted', 'ResolvedRefs=False InvalidKind']],
    ],
  ])('%s', (_, spec, expected) => {
    expect(routeConditions(gateway('') + route(spec))).toEqual(expected);
  });

  test('whose hostname no listener has', () => {
    const text = gateway('').replace('protocol: HTTP', 'protocol: HTTP, hostname: a.example.com');
    const spec = `${parent}, hostnames: [b.example.com], ${rule}`;
    expect(routeConditions(text + route(spec))[0]?.[0]).toBe(
      'Accepted=False NoMatchingListenerHostname',
    );
  });

  test('names the generation that was looked at', () => {
    const [found] = statuses(gateway('') + route(`${parent}, ${rule}`)).filter(
      ({ kind }) => kind === 'HTTPRoute',
    );
    expect(JSON.stringify(found)).toContain('"observedGeneration":7');
  });
});

describe('a Gateway', () => {
  test('counts the routes of each listener', () => {
    const text = gateway('{name: more, port: 81, protocol: HTTP}');
    const spec = `parentRefs: [{name: g, sectionName: more}], ${rule}`;
    const { conditions, listeners } = gatewayOf(text + route(spec));
    expect(conditions).toEqual([
      'Accepted=True Accepted',
      'Programmed=True Programmed',
      'ResolvedRefs=True ResolvedRefs',
    ]);
    expect(listeners.map(({ name, routes, kinds }) => [name, routes, kinds])).toEqual([
      ['http', 0, ['HTTPRoute', 'GRPCRoute']],
      ['more', 1, ['HTTPRoute', 'GRPCRoute']],
    ]);
  });

  test('with a listener that cannot be served', () => {
    const text = gateway(
      '{name: https, port: 443, protocol: HTTPS, tls: {certificateRefs: [{name: none}]}}',
    );
    const { conditions, listeners } = gatewayOf(text);
    expect(conditions).toEqual([
      'Accepted=True ListenersNotValid',
      'Programmed=True Programmed',
      'ResolvedRefs=True ResolvedRefs',
    ]);
    expect(listeners[1]?.conditions).toEqual([
      'Accepted=True Accepted',
      'ResolvedRefs=False InvalidCertificateRef',
      'Conflicted=False NoConflicts',
      'Programmed=False Invalid',
    ]);
  });

  test('with an address of a kind that is none', () => {
    const text = gateway('', 'addresses: [{type: example.com/pool, value: x}]');
    expect(gatewayOf(text).conditions).toEqual([
      'Accepted=False UnsupportedAddress',
      'Programmed=False Invalid',
    ]);
  });

  test('with an address that cannot be had', () => {
    const text = gateway('', 'addresses: [{value: 10.0.0.1}, {value: 10.0.0.2}]');
    expect(gatewayOf(text, ['10.0.0.1']).conditions).toEqual([
      'Accepted=True Accepted',
      'Programmed=False AddressNotUsable',
    ]);
    expect(gatewayOf(text).conditions).toEqual([
      'Accepted=True Accepted',
      'Programmed=True Programmed',
      'ResolvedRefs=True ResolvedRefs',
    ]);
  });

  test('whose parameters nobody knows', () => {
    const text = gateway('', 'infrastructure: {parametersRef: {group: a.b, kind: C, name: d}}');
    expect(gatewayOf(text).conditions).toEqual([
      'Accepted=False InvalidParameters',
      'Programmed=False Invalid',
    ]);
  });

  test('whose HTTPS listeners have hosts in common', async () => {
    const { cert, key } = await selfSigned(['foo.example.com']);
    const secret = `---
apiVersion: v1
kind: Secret
metadata: {name: c, namespace: app}
type: kubernetes.io/tls
stringData: ${JSON.stringify({ 'tls.crt': cert, 'tls.key': key })}
`;
    const https = (name: string, hostname: string) =>
      `{name: ${name}, port: 443, protocol: HTTPS, hostname: "${hostname}", tls: {certificateRefs: [{name: c}]}}`;
    const names = ['foo.example.com', 'foo.example.org', '*.example.com'];
    const text = gateway(names.map((host, index) => https(`l${String(index)}`, host)).join(', '));
    const overlaps = gatewayOf(text + secret).listeners.filter(({ conditions }) =>
      conditions.includes('OverlappingTLSConfig=True OverlappingHostnames'),
    );
    expect(overlaps.map(({ name }) => name)).toEqual(['l0', 'l2']);
  });

  test('that verifies clients', async () => {
    const { cert, key } = await selfSigned(['foo.example.com']);
    const objects = `---
apiVersion: v1
kind: Secret
metadata: {name: c, namespace: app}
type: kubernetes.io/tls
stringData: ${JSON.stringify({ 'tls.crt': cert, 'tls.key': key })}
---
apiVersion: v1
kind: ConfigMap
metadata: {name: ca, namespace: app}
data: ${JSON.stringify({ 'ca.crt': cert })}
`;
    const by = (refs: string, mode = 'AllowValidOnly') =>
      `{validation: {mode: ${mode}, caCertificateRefs: [${refs}]}}`;
    const ref = (name: string, kind = 'ConfigMap', more = '') =>
      `{group: "", kind: ${kind}, name: ${name}${more}}`;
    const perPort = [
      [441, by(ref('none'))],
      [442, by(ref('ca', 'Secret'))],
      [444, by(ref('ca', 'ConfigMap', ', namespace: other'))],
      [445, by(`${ref('none')}, ${ref('ca')}`)],
      [80, by(ref('ca'))],
    ] as const;
    const frontend = (mode: string) =>
      `tls: {frontend: {default: ${by(ref('ca'), mode)}, perPort: [${perPort.map(([port, tls]) => `{port: ${String(port)}, tls: ${tls}}`).join(', ')}]}}`;
    const https = [443, 441, 442, 444, 445].map(
      (port) =>
        `{name: p${String(port)}, port: ${String(port)}, protocol: HTTPS, tls: {certificateRefs: [{name: c}]}}`,
    );
    const of = (mode: string) => gatewayOf(gateway(https.join(', '), frontend(mode)) + objects);
    const told = of('AllowValidOnly').listeners.map(({ name, conditions }) => [
      name,
      ...conditions.filter((each) => !each.startsWith('Conflicted')),
    ]);
    const fine = ['Accepted=True Accepted', 'ResolvedRefs=True ResolvedRefs'];
    const programmed = 'Programmed=True Programmed';
    const refused = (reason: string) => [
      'Accepted=False NoValidCACertificate',
      `ResolvedRefs=False ${reason}`,
      'Programmed=False Invalid',
    ];
    expect(told).toEqual([
      ['http', ...fine, programmed],
      ['p443', ...fine, programmed],
      ['p441', ...refused('InvalidCACertificateRef')],
      ['p442', ...refused('InvalidCACertificateKind')],
      ['p444', ...refused('RefNotPermitted')],
      ['p445', 'Accepted=True Accepted', 'ResolvedRefs=False InvalidCACertificateRef', programmed],
    ]);
    const insecure = 'InsecureFrontendValidationMode=True ConfigurationChanged';
    expect(of('AllowValidOnly').conditions).not.toContain(insecure);
    expect(of('AllowInsecureFallback').conditions).toContain(insecure);
    expect(of('AllowInsecureFallback').conditions).toContain('ResolvedRefs=True ResolvedRefs');
  });

  test('with a listener that asks for what the target has not', () => {
    const text = gateway(
      '{name: https, port: 443, protocol: HTTPS, tls: {certificateRefs: [{name: none}], options: {a.b/c: d}}}',
    );
    expect(gatewayOf(text).listeners[1]?.conditions[0]).toBe('Accepted=False UnsupportedValue');
  });

  test('of another controller has none', () => {
    const text = gatewayClass('ours', 'example.com/theirs') + gateway('');
    expect(statuses(text, 'example.com/mine')).toEqual([]);
    expect(statuses(text, 'example.com/theirs').map(({ kind }) => kind)).toEqual([
      'GatewayClass',
      'Gateway',
    ]);
  });
});

test('a GatewayClass declares what the target can do, sorted', () => {
  const [found] = statuses(gatewayClass('ours', 'a.b/c'));
  if (found?.kind !== 'GatewayClass') throw new Error('no status of the GatewayClass');
  const names = found.status.supportedFeatures.map(({ name }) => name);
  expect(names).toContain('HTTPRouteMethodMatching');
  expect(names).toContain('GRPCRoute');
  expect(names).not.toContain('MeshHTTPRouteRewritePath');
  expect(names).toEqual([...names].sort());
});

test('statuses are printed as a YAML stream', () => {
  const text = printStatus(statuses(gatewayClass('ours', 'a.b/c') + gateway('')));
  const documents = parseAllDocuments(text).map((each) => each.toJS() as unknown);
  expect(documents).toMatchObject([
    { kind: 'GatewayClass', metadata: { name: 'ours' } },
    { kind: 'Gateway', metadata: { name: 'g', namespace: 'app' } },
  ]);
});
