import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { run } from '../../src/cli/main.ts';
import { repository } from '../support/fixtures.ts';
import { recordingIo } from './support/recording-io.ts';
import { temporaryFolder } from './support/temporary-folder.ts';

const manifests = `apiVersion: gateway.networking.k8s.io/v1
kind: GatewayClass
metadata: {name: any}
spec: {controllerName: example.com/any}
---
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: {name: edge, namespace: infra, creationTimestamp: "2026-01-01T00:00:00Z"}
spec:
  gatewayClassName: any
  listeners:
    - {name: http, port: 80, protocol: HTTP, allowedRoutes: {namespaces: {from: All}}}
---
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: {name: cart, namespace: shop}
spec:
  parentRefs: [{name: edge, namespace: infra}]
  hostnames: [a.example.com, b.example.com, c.example.com]
  rules:
    - backendRefs: [{name: cart, port: 80}]
    - backendRefs: [{name: pay, namespace: bank, port: 80}, {name: log, namespace: infra, port: 80}]
      matches: [{path: {value: /pay}}]
---
apiVersion: gateway.networking.k8s.io/v1
kind: ReferenceGrant
metadata: {name: logs, namespace: infra}
spec:
  from: [{group: gateway.networking.k8s.io, kind: HTTPRoute, namespace: shop}]
  to: [{group: "", kind: Service}]
---
apiVersion: gateway.networking.k8s.io/v1
kind: BackendTLSPolicy
metadata: {name: old, namespace: shop}
spec:
  targetRefs: [{group: "", kind: Service, name: cart}]
  validation: {wellKnownCACertificates: System, hostname: cart.example.com}
---
apiVersion: gateway.networking.k8s.io/v1
kind: BackendTLSPolicy
metadata: {name: unused, namespace: shop}
spec:
  targetRefs: [{group: "", kind: Service, name: cart}]
  validation: {wellKnownCACertificates: System, hostname: other.example.com}
---
apiVersion: v1
kind: Service
metadata: {name: cart, namespace: shop}
spec: {ports: [{port: 80}]}
---
apiVersion: v1
kind: Service
metadata: {name: log, namespace: infra}
spec: {ports: [{port: 80}]}
---
apiVersion: v1
kind: Secret
metadata: {name: s, namespace: shop, annotations: {last: "c2VjcmV0"}}
data: {tls.key: c2VjcmV0}
`;

async function gatewright(...args: string[]) {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'a.yaml'), manifests);
  const recording = recordingIo(folder, '', { clock: () => Date.parse('2026-01-31T00:00:00Z') });
  const code = await run([...args, '--from', 'a.yaml'], recording.io);
  return { code, stdout: recording.stdout(), stderr: recording.stderr() };
}

const print = async (...args: string[]) => (await gatewright(...args)).stdout;

const rows = (text: string) =>
  text
    .trimEnd()
    .split('\n')
    .map((line) => line.split(/ {2,}/));

test('get lists the objects of a kind as gwctl does', async () => {
  expect(rows(await print('get', 'gc', '-o', 'wide'))).toEqual([
    ['NAME', 'CONTROLLER', 'ACCEPTED', 'AGE', 'GATEWAYS'],
    ['any', 'example.com/any', 'True', '<unknown>', '1'],
  ]);
  expect(rows(await print('get', 'gateways', '-A'))).toEqual([
    ['NAMESPACE', 'NAME', 'CLASS', 'ADDRESSES', 'PORTS', 'PROGRAMMED', 'AGE'],
    ['infra', 'edge', 'any', '80', 'True', '30d'],
  ]);
  expect(rows(await print('get', 'httproute', '-n', 'shop', '-o', 'wide'))).toEqual([
    ['NAME', 'HOSTNAMES', 'PARENT REFS', 'ACCEPTED', 'RESOLVED', 'AGE', 'POLICIES'],
    ['cart', 'a.example.com,b.example.com + 1 more', '1', 'True', 'False', '<unknown>', '0'],
  ]);
  expect(rows(await print('get', 'policies', '-A')).map((row) => [row[1], row[3], row[5]])).toEqual(
    [
      ['NAME', 'TARGETS', 'ACCEPTED'],
      ['old', 'Service/cart', 'True'],
      ['unused', 'Service/cart', 'False'],
    ],
  );
  expect(await print('get', 'svc', '-A', '-o', 'wide')).toContain('shop/cart           2');
  expect(await print('get', 'refgrant', '-A', '-o', 'wide')).toContain('HTTPRoute/shop  Service');
});

test('get prints objects with their status', async () => {
  const text = await print('get', 'httproute/cart', '-n', 'shop', '-o', 'json');
  expect(JSON.parse(text)).toMatchObject({
    kind: 'HTTPRoute',
    spec: { rules: [{ matches: [{ path: { type: 'PathPrefix', value: '/' } }] }, {}] },
    status: { parents: [{ conditions: [{ type: 'Accepted', status: 'True' }, {}] }] },
  });
  const list = await print('get', 'secrets', '-A', '-o', 'yaml');
  expect(list).toContain('tls.key: <hidden>');
  expect(list).not.toContain('c2VjcmV0');
  expect(await print('describe', 'secret/s', '-n', 'shop')).not.toContain('c2VjcmV0');
});

test('describe shows back references, policies in force and what permits what', async () => {
  const route = await print('describe', 'httproute', 'cart', '-n', 'shop');
  for (const line of [
    'Gateway  infra/edge  -        True',
    'Service  shop/cart  80    yes     same namespace',
    'Service  bank/pay   80    no      no: a ReferenceGrant is missing',
    'Service  infra/log  80    yes     by ReferenceGrant infra/logs',
    'BackendTLSPolicy  shop/unused  Service shop/cart  -        no: shop/old is older',
    '- error[resolve/reference-not-permitted]: HTTPRoute shop/cart may not refer',
  ])
    expect(route).toContain(line);
  const gateway = await print('describe', 'gateway/edge', '-n', 'infra');
  expect(gateway).toContain('AttachedRoutes:\n  Kind       Name       Section\n');
  expect(gateway).toContain('  HTTPRoute  shop/cart  -\n');
  const service = await print('describe', 'svc/cart', '-n', 'shop');
  expect(service).toContain('ReferencedByRoutes:');
  expect(service).toContain('DirectlyAttachedPolicies:');
  expect(await print('describe', 'gc/any')).toContain('AttachedGateways:');
  expect(await print('describe', 'refgrant/logs', '-n', 'infra')).toContain(
    'spec.rules[1].backendRefs[1]',
  );
});

test('the grant that describe says to add is the one that was missing', async () => {
  const route = await print('describe', 'httproute', 'cart', '-n', 'shop');
  const [grant] = parseAllDocuments(route.slice(route.indexOf('MissingReferenceGrants:\n') + 24));
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'a.yaml'), `${manifests}---\n${String(grant)}`);
  const recording = recordingIo(folder);
  expect(await run(['describe', 'httproute/cart', '-n', 'shop', '--from', '.'], recording.io)).toBe(
    0,
  );
  expect(recording.stdout()).toContain('by ReferenceGrant bank/httproutes-of-shop');
  expect(recording.stdout()).not.toContain('MissingReferenceGrants');
});

test('what is not there is said to be elsewhere, or misspelt', async () => {
  expect(await gatewright('get', 'gateway')).toMatchObject({
    code: 2,
    stderr: 'gatewright: there is no gateway in namespace default\nThere is with -n infra.\n',
  });
  expect((await gatewright('get', 'gatway')).stderr).toContain('Did you mean gateway?');
  expect((await gatewright('get')).stderr).toContain('get needs a kind');
  expect((await gatewright('describe', 'gateway/a/b')).code).toBe(2);
});

test('paths come from gatewright.yaml where --from does not name any', async () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'a.yaml'), manifests);
  writeFileSync(join(folder, 'gatewright.yaml'), 'paths: [a.yaml]\n');
  const recording = recordingIo(folder);
  expect(await run(['get', 'gateways', '-A'], recording.io)).toBe(0);
  expect(recording.stdout()).toContain('edge');
});

test('the folder of compile, in the environment, is no format of get', async () => {
  const { io } = recordingIo(repository);
  const settings = { ...io, env: { ...io.env, GATEWRIGHT_OUTPUT: 'out' } };
  expect(await run(['get', 'gateways', '-A', '--from', 'fixtures/tour'], settings)).toBe(0);
});
