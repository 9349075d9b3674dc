import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { run } from '../../src/cli/main.ts';
import { selfSigned } from '../support/http/self-signed.ts';
import { readGeneration } from './support/generations.ts';
import { recordingIo } from './support/recording-io.ts';
import { temporaryFolder } from './support/temporary-folder.ts';

const header = 'apiVersion: gateway.networking.k8s.io/v1\n';
const gateway = `apiVersion: gateway.networking.k8s.io/v1
kind: GatewayClass
metadata: { name: gw }
spec: { controllerName: example.com/gw }
---
${header}kind: Gateway
metadata: { name: edge, namespace: shop }
spec:
  gatewayClassName: gw
  listeners:
    - { name: http, port: 8080, protocol: HTTP }
`;
const route = (path: string, service: string): string => `${header}kind: HTTPRoute
metadata: { name: front, namespace: shop }
spec:
  parentRefs: [{ name: edge }]
  rules:
    - matches: [{ path: { type: PathPrefix, value: ${path} } }]
      backendRefs: [{ name: ${service}, port: 80 }]
---
apiVersion: v1
kind: Service
metadata: { name: cart, namespace: shop }
spec: { ports: [{ port: 80 }] }
`;

let folder = '';
const put = (name: string, text: string): void => {
  mkdirSync(join(folder, 'in'), { recursive: true });
  writeFileSync(join(folder, 'in', name), text);
};

async function compile(...args: string[]) {
  const { io, stdout, stderr } = recordingIo(folder);
  const code = await run(['compile', 'in', '--resolver', '127.0.0.1', ...args], io);
  return { code, stdout: stdout(), stderr: stderr() };
}

beforeEach(() => {
  folder = temporaryFolder();
  put('gateway.yaml', gateway);
  put('route.yaml', route('/cart', 'cart'));
});

describe('compile', () => {
  test('writes one folder for each Gateway and sums up in one line', async () => {
    const { code, stdout, stderr } = await compile('-o', 'out');
    expect([code, stdout]).toEqual([0, '']);
    expect(Object.keys(readGeneration(join(folder, 'out')))).toEqual([
      'shop/edge/envoy.json',
      'shop/edge/nginx.conf',
    ]);
    expect(stderr).toMatch(/1 gateway, 1 route -> 2 files, (.*, )?0 ms\n$/);
  });

  test('prints a single file, and names several', async () => {
    const one = await compile('--target', 'envoy');
    expect(one.code).toBe(0);
    expect(JSON.parse(one.stdout)).toHaveProperty('static_resources');
    const two = await compile();
    expect([two.code, two.stdout]).toEqual([2, '']);
    expect(two.stderr).toContain('  shop/edge/envoy.json\n  shop/edge/nginx.conf\n');
  });

  test('writes nothing when the input has errors, and the rest with --keep-going', async () => {
    await compile('-o', 'out');
    const before = readGeneration(join(folder, 'out'));
    put('route.yaml', route('/cart', 'gone'));
    const failed = await compile('-o', 'out');
    expect(failed.code).toBe(1);
    expect(failed.stderr).toContain('error[resolve/backend-not-found]');
    expect(failed.stderr).toContain('--> in/route.yaml:8:29  HTTPRoute shop/front ');
    expect(failed.stderr).toContain('nothing written');
    expect(readGeneration(join(folder, 'out'))).toEqual(before);
    const kept = await compile('-o', 'out', '--keep-going');
    expect(kept.code).toBe(1);
    expect(readGeneration(join(folder, 'out'))).not.toEqual(before);
  });

  test('--check answers 3 and names what differs, then 0', async () => {
    const before = await compile('-o', 'out', '--check');
    expect(before.code).toBe(3);
    expect(before.stderr).toContain('missing: shop/edge/nginx.conf\n');
    expect(existsSync(join(folder, 'out'))).toBe(false);
    await compile('-o', 'out');
    expect((await compile('-o', 'out', '--check')).code).toBe(0);
    put('route.yaml', route('/other', 'cart'));
    const after = await compile('-o', 'out', '--check', '--quiet');
    expect(after).toEqual({
      code: 3,
      stdout: '',
      stderr: 'differs: shop/edge/envoy.json\ndiffers: shop/edge/nginx.conf\n',
    });
  });

  test.each([
    ['error', 0],
    ['approximated', 1],
    ['warning', 1],
  ])('--fail-on %s answers %i to an approximation', async (level, expected) => {
    const { io, stderr } = recordingIo(folder);
    // Without --resolver, NGINX needs a DNS server that may not be there.
    const code = await run(['compile', 'in', '-o', 'out', '--fail-on', level], io);
    expect(stderr()).toContain('approximated[target/approximated]');
    expect(code).toBe(expected);
    expect(existsSync(join(folder, 'out'))).toBe(expected === 0);
  });

  test('runs twice in the folder that it writes to', async () => {
    const { io } = recordingIo(folder);
    const args = ['compile', '-o', 'out', '--resolver', '127.0.0.1', '--quiet'];
    expect(await run(args, io)).toBe(0);
    const before = readGeneration(join(folder, 'out'));
    expect(await run(args, io)).toBe(0);
    expect(readGeneration(join(folder, 'out'))).toEqual(before);
  });
});

describe('a private key', () => {
  test('goes to its own file and nowhere else', async () => {
    const { key, cert } = await selfSigned(['shop.example.com']);
    const indent = (text: string): string => text.trim().replaceAll('\n', '\n    ');
    put(
      'gateway.yaml',
      gateway.replace(
        'protocol: HTTP }',
        'protocol: HTTPS, tls: { certificateRefs: [{ name: tls }] } }',
      ),
    );
    put(
      'secret.yaml',
      `apiVersion: v1
kind: Secret
metadata: { name: tls, namespace: shop }
type: kubernetes.io/tls
stringData:
  tls.crt: |
    ${indent(cert)}
  tls.key: |
    ${indent(key)}
`,
    );
    const secret = key.trim().split('\n')[1] ?? '';
    const printed = await compile('--target', 'nginx');
    expect(printed.code).toBe(2);
    expect(printed.stderr).toContain('never go to standard output');
    const written = await compile('-o', 'out', '--source-map');
    expect(written.code).toBe(0);
    expect(printed.stderr + printed.stdout + written.stderr + written.stdout).not.toContain(secret);
    const holders = readdirSync(join(folder, 'out'), { recursive: true, encoding: 'utf8' }).filter(
      (name) =>
        statSync(join(folder, 'out', name)).isFile() &&
        readFileSync(join(folder, 'out', name), 'utf8').includes(secret),
    );
    expect(holders).toHaveLength(1);
    expect(holders[0]).toMatch(/^shop\/edge\/tls\/[0-9a-f]{32}\.key$/);
    expect(statSync(join(folder, 'out', holders[0] ?? '')).mode & 0o777).toBe(0o600);
  });
});
