import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { startEchoBackends, type EchoBackends } from '../support/http/echo-server.ts';
import { rawRequest } from '../support/http/raw-client.ts';
import { repository } from '../support/fixtures.ts';
import { freePorts } from '../support/ports.ts';

interface Answer {
  readonly revision: number;
  readonly status?: string;
  readonly error?: string;
}

let backends: EchoBackends;
let folder: string;

beforeAll(async () => {
  backends = await startEchoBackends(['app/s']);
  folder = mkdtempSync(path.join(tmpdir(), 'gatewright-driver-'));
});

afterAll(async () => {
  await backends.stop();
  rmSync(folder, { recursive: true });
});

function startDriver(target: string) {
  const script = path.join(repository, 'test/conformance/driver.mjs');
  const child = spawn(process.execPath, [script, '--target', target], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const send = async (message: object): Promise<Answer> => {
    child.stdin.write(`${JSON.stringify(message)}\n`);
    const line = (await lines.next()) as { readonly value: string };
    return JSON.parse(line.value) as Answer;
  };
  const end = async (): Promise<number | null> => {
    child.stdin.end();
    const [code] = (await once(child, 'exit')) as [number | null];
    return code;
  };
  return { send, end };
}

const manifests = (port: number, prefix: string) => `apiVersion: gateway.networking.k8s.io/v1
kind: GatewayClass
metadata: {name: suite, generation: 1, creationTimestamp: "2026-01-01T00:00:00Z"}
spec: {controllerName: example.com/suite}
---
apiVersion: gateway.networking.k8s.io/v1
kind: GatewayClass
metadata: {name: another, generation: 1, creationTimestamp: "2026-01-02T00:00:00Z"}
spec: {controllerName: example.com/another}
---
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: {name: web, namespace: app, generation: 4}
spec:
  gatewayClassName: suite
  listeners: [{name: http, port: ${port}, protocol: HTTP}]
---
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: {name: theirs, namespace: app, generation: 1}
spec:
  gatewayClassName: another
  listeners: [{name: http, port: ${port}, protocol: HTTP}]
---
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: {name: r, namespace: app, generation: 2}
spec:
  parentRefs: [{name: web}]
  rules:
    - matches: [{path: {value: ${prefix}}}]
      backendRefs: [{name: s, port: 80}]
---
apiVersion: v1
kind: Service
metadata: {name: s, namespace: app}
spec: {ports: [{name: http, port: 80}]}
---
apiVersion: discovery.k8s.io/v1
kind: EndpointSlice
metadata: {name: s-1, namespace: app, labels: {kubernetes.io/service-name: s}}
addressType: IPv4
ports: [{name: http, port: ${backends.get('app/s').port}}]
endpoints: [{addresses: [127.0.0.1], conditions: {ready: true}}]
`;

describe.each(['nginx', 'envoy'])('the driver with %s', (target) => {
  test('serves each revision when it has answered, and reports its status', async () => {
    const [port = 0] = await freePorts(1);
    const driver = startDriver(target);
    const revise = (revision: number, prefix: string) => {
      writeFileSync(path.join(folder, 'all.yaml'), manifests(port, prefix));
      const addresses = { 'app/web': '127.0.0.1' };
      return driver.send({ revision, manifests: folder, addresses, usable_addresses: [] });
    };
    const statusOf = async (target: string) => {
      const headers = [['Host', 'a.test']] as const;
      return (await rawRequest({ port, method: 'GET', target, headers })).status;
    };

    const first = await revise(1, '/one');
    expect(first).toMatchObject({ revision: 1 });
    expect(first.error).toBeUndefined();
    expect([await statusOf('/one'), await statusOf('/two')]).toEqual([200, 404]);

    const second = await revise(2, '/two');
    expect([await statusOf('/one'), await statusOf('/two')]).toEqual([404, 200]);
    const statuses = parseAllDocuments(readFileSync(second.status ?? '', 'utf8')).map(
      (document) => document.toJS() as { kind: string; metadata: { name: string } },
    );
    expect(statuses.map(({ kind, metadata }) => `${kind} ${metadata.name}`)).toEqual([
      'GatewayClass suite',
      'Gateway web',
      'HTTPRoute r',
      // What is deployed for the Gateway.
      'ServiceAccount web-gatewright',
    ]);
    expect(await driver.end()).toBe(0);
    await expect(statusOf('/two')).rejects.toThrow();
  });
});
