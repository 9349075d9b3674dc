import { spawnSync, type SpawnSyncReturns } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { repository } from '../../support/fixtures.ts';

/** The program that is published. */
export const program = join(repository, 'dist/bin/gatewright.js');

/** Manifests of one Gateway, whose output is of about a given number of bytes. */
export function manifestsOf(bytes: number, path = '/'): string {
  const routes = Array.from(
    { length: Math.max(1, Math.ceil(bytes / 1000)) },
    (_, index) => `---
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: { name: r${index}, namespace: shop }
spec:
  parentRefs: [{ name: edge }]
  rules:
    - matches: [{ path: { value: ${path}${index} } }]
      filters: [{ type: RequestRedirect, requestRedirect: { hostname: ${'a'.repeat(60)}.example.com } }]
`,
  );
  return `apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: { name: edge, namespace: shop }
spec: { gatewayClassName: gw, listeners: [{ name: http, port: 8080, protocol: HTTP }] }
${routes.join('')}`;
}

/** Writes files below a folder. */
export function put(folder: string, files: Readonly<Record<string, string>>): void {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
}

/** Runs the built program to its end. */
export function runBuilt(
  args: readonly string[],
  options: {
    readonly cwd: string;
    readonly env?: Readonly<Record<string, string>>;
    readonly node?: readonly string[];
    readonly uid?: number;
  },
): SpawnSyncReturns<string> {
  const { cwd, env = {}, node = [], uid } = options;
  return spawnSync(process.execPath, [...node, program, ...args], {
    cwd,
    env: { PATH: process.env['PATH'] ?? '', ...env },
    encoding: 'utf8',
    ...(uid === undefined ? {} : { uid, gid: uid }),
  });
}
