import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { run } from '../../src/cli/main.ts';
import { recordingIo } from './support/recording-io.ts';
import { temporaryFolder } from './support/temporary-folder.ts';

const manifests = `apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: {name: g, namespace: a, generation: 3}
spec: {gatewayClassName: any, listeners: [{name: l, port: 80, protocol: HTTP}]}
---
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: {name: r, namespace: a, generation: 5}
spec:
  parentRefs: [{name: g, sectionName: l, port: 80}]
  rules: [{backendRefs: [{name: missing, port: 80}]}]
`;

async function status(...args: string[]) {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'a.yaml'), manifests);
  const recording = recordingIo(folder);
  const code = await run(['status', 'a.yaml', ...args], recording.io);
  return { code, stdout: recording.stdout() };
}

test('--format table has a line for each condition', async () => {
  const { code, stdout } = await status('--format', 'table');
  expect(code).toBe(0);
  const lines = stdout
    .trim()
    .split('\n')
    .map((line) => line.split(/ {2,}/));
  expect(lines[0]).toEqual([
    'OBJECT',
    'PART',
    'CONDITION',
    'STATUS',
    'REASON',
    'GENERATION',
    'MESSAGE',
  ]);
  expect(lines).toContainEqual(['Gateway a/g', '-', 'Accepted', 'True', 'Accepted', '3']);
  expect(lines).toContainEqual([
    'Gateway a/g',
    'listener l (routes: 1)',
    'Conflicted',
    'False',
    'NoConflicts',
    '3',
  ]);
  expect(lines).toContainEqual([
    'HTTPRoute a/r',
    'parent g#l:80',
    'ResolvedRefs',
    'False',
    'BackendNotFound',
    '5',
    'Service a/missing is not in the input',
  ]);
});

test('--format json is the same as the YAML stream, in a List', async () => {
  const { stdout } = await status('--format', 'json');
  const list = JSON.parse(stdout) as { kind: string; items: { kind: string }[] };
  expect(list.kind).toBe('List');
  expect(list.items.map(({ kind }) => kind)).toEqual(['Gateway', 'HTTPRoute']);
});
