import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parse, parseAllDocuments } from 'yaml';
import { run } from '../../src/cli/main.ts';
import { defaultOptions } from '../bench/manifests/options.mjs';
import { writeManifests } from '../bench/manifests/write.mjs';
import { recordingIo } from './support/recording-io.ts';
import { temporaryFolder } from './support/temporary-folder.ts';

interface Item {
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly annotations?: Record<string, string>;
    readonly labels?: Record<string, string>;
  };
  readonly data?: Record<string, string>;
}

interface Answer {
  readonly kind: string;
  readonly items: readonly Item[];
  readonly functionConfig?: object;
  readonly results?: readonly {
    readonly message: string;
    readonly severity: string;
    readonly tags: Record<string, string>;
    readonly file?: object;
    readonly field?: object;
    readonly resourceRef?: object;
  }[];
}

const tour = 'fixtures/tour';

/** The objects of a folder, as an orchestrator hands them over. */
function itemsOf(folder: string): object[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.yaml'))
    .flatMap((name) =>
      parseAllDocuments(readFileSync(join(folder, name), 'utf8')).map((document, index) => {
        const object = document.toJS() as { metadata: object };
        const annotations = {
          'internal.config.kubernetes.io/path': name,
          'internal.config.kubernetes.io/index': String(index),
        };
        return { ...object, metadata: { ...object.metadata, annotations } };
      }),
    );
}

/** Escaped, as readers of YAML take no control characters as such. */
function inAscii(json: string): string {
  return json.replace(
    /[\u007f-\uffff]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

async function krm(items: readonly object[], functionConfig: object | null = null) {
  const list = {
    apiVersion: 'config.kubernetes.io/v1',
    kind: 'ResourceList',
    items,
    ...(functionConfig === null ? {} : { functionConfig }),
  };
  const recording = recordingIo(temporaryFolder(), inAscii(JSON.stringify(list)));
  const code = await run(['krm'], recording.io);
  return { code, stdout: recording.stdout(), stderr: recording.stderr() };
}

async function answerOf(items: readonly object[], functionConfig: object | null = null) {
  const { code, stdout } = await krm(items, functionConfig);
  return { code, answer: parse(stdout) as Answer };
}

test('items pass through in their order, and each target gets a ConfigMap with the bytes that compile writes', async () => {
  const items = itemsOf(tour).reverse();
  const { code, answer } = await answerOf(items);
  expect(code).toBe(0);
  expect(answer.kind).toBe('ResourceList');
  expect(answer.items.slice(0, items.length)).toEqual(items);
  const made = answer.items.slice(items.length);
  expect(made.map(({ metadata }) => metadata.name)).toEqual(['edge-nginx', 'edge-envoy']);
  for (const [name, file] of [
    ['nginx', 'nginx.conf'],
    ['envoy', 'envoy.json'],
  ] as const) {
    const folder = temporaryFolder();
    const compiled = recordingIo(process.cwd());
    const arguments_ = ['compile', tour, '-o', folder, '--target', name, '--quiet'];
    expect(await run(arguments_, compiled.io)).toBe(0);
    const map = made.find(({ metadata }) => metadata.name === `edge-${name}`);
    expect(map?.data?.[file]).toBe(readFileSync(join(folder, 'shop/edge', file), 'utf8'));
    expect(map?.metadata.annotations?.['internal.config.kubernetes.io/path']).toBe(
      `gatewright/shop/edge-${name}.yaml`,
    );
  }
});

test('a finding names the object, the field, and the file that the item came from', async () => {
  const { answer } = await answerOf(itemsOf(tour));
  expect(answer.results).toContainEqual(
    expect.objectContaining({
      severity: 'warning',
      resourceRef: {
        apiVersion: 'gateway.networking.k8s.io/v1',
        kind: 'HTTPRoute',
        name: 'shop',
        namespace: 'shop',
      },
      field: { path: 'spec.rules[0].timeouts.request' },
      file: { path: 'shop.yaml', index: 0 },
      tags: { code: 'target/approximated', target: 'nginx' },
    }),
  );
});

test('an earlier run’s ConfigMaps are replaced where they stand', async () => {
  const first = await answerOf(itemsOf(tour));
  const second = await answerOf(first.answer.items);
  expect(second).toEqual(first);
});

test('a ConfigMap of somebody else is an error, and stays', async () => {
  const foreign = {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'edge-nginx', namespace: 'shop' },
    data: { a: 'yes', b: '1:30', c: 'two\nlines \n\n' },
  };
  const items = [...itemsOf(tour), foreign];
  const { code, answer } = await answerOf(items);
  expect(code).toBe(1);
  expect(answer.items).toEqual(items);
  expect(answer.results?.filter(({ severity }) => severity === 'error')).toEqual([
    expect.objectContaining({ tags: { code: 'krm/name-taken' } }),
  ]);
});

test('errors of items are results on standard output, with exit code 1', async () => {
  const broken = {
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'Gateway',
    metadata: { name: 'g', namespace: 'a' },
    spec: { gatewayClassName: 'any', listeners: [{ name: 'l', port: 70000, protocol: 'HTTP' }] },
  };
  const { code, answer } = await answerOf([broken]);
  expect(code).toBe(1);
  expect(answer.items).toEqual([broken]);
  expect(answer.results).toContainEqual(
    expect.objectContaining({ severity: 'error', field: { path: 'spec.listeners[0].port' } }),
  );
});

test.each([
  { kind: 'ConfigMap', data: { target: 'envoy', portOffset: '8001' } },
  { kind: 'Gatewright', spec: { target: 'envoy', portOffset: 8001 } },
])('functionConfig of kind $kind', async (functionConfig) => {
  const { code, answer } = await answerOf(itemsOf(tour), functionConfig);
  expect(code).toBe(0);
  expect(answer.functionConfig).toEqual(functionConfig);
  const made = answer.items.filter(({ kind }) => kind === 'ConfigMap');
  expect(made.map(({ metadata }) => metadata.name)).toEqual(['edge-envoy']);
  expect(made[0]?.data?.['envoy.json']).toContain('"port_value": 8081');
});

test('nothing that a terminal acts upon is printed', async () => {
  const note = 'a\u001b[2Jb\u009b31mc\u202ed\u2028e\u007f';
  const items = [{ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'x' }, data: { note } }];
  const { stdout } = await krm(items);
  expect(stdout).toContain(String.raw`note: "a\e[2Jb\x9b31mc\u202ed\u2028e\x7f"`);
  expect((parse(stdout) as Answer).items).toEqual(items);
});

test('mode: validate makes nothing', async () => {
  const items = itemsOf(tour);
  const { code, answer } = await answerOf(items, { kind: 'ConfigMap', data: { mode: 'validate' } });
  expect(code).toBe(0);
  expect(answer.items).toEqual(items);
});

test.each([
  [{ kind: 'ConfigMap', data: { mode: 'x' } }, 'mode must be'],
  [{ kind: 'ConfigMap', data: { tarjet: 'nginx' } }, 'did you mean target'],
  [{ kind: 'Gatewright', spec: { endpoint: ['@/etc/passwd'] } }, 'endpoint[0] must match'],
  [{ kind: 'Gatewright', spec: { paths: ['/'] } }, 'paths has no place'],
  [{ kind: 'Other' }, 'must be a ConfigMap'],
])('functionConfig %j is refused', async (functionConfig, reason) => {
  const { code, stdout, stderr } = await krm([], functionConfig);
  expect(code).toBe(2);
  expect(stdout).toBe('');
  expect(stderr).toContain(reason);
});

test.each(['', '[]', 'a: [', 'kind: List\nitems: []', '{}\n---\n{}'])(
  'standard input %j is no ResourceList',
  async (text) => {
    const recording = recordingIo(temporaryFolder(), text);
    expect(await run(['krm'], recording.io)).toBe(2);
    expect(recording.stdout()).toBe('');
  },
);

test('a private key is in no ConfigMap, and a result says where it belongs', async () => {
  const folder = temporaryFolder();
  writeManifests(folder, defaultOptions(3), 'single');
  const items = itemsOf(folder);
  const { code, answer } = await answerOf(items);
  expect(code).toBe(0);
  const made = answer.items.slice(items.length);
  expect(made.length).toBeGreaterThan(0);
  const text = JSON.stringify(made);
  expect(text).toContain('BEGIN CERTIFICATE');
  expect(text).not.toContain('PRIVATE KEY');
  expect(answer.results).toContainEqual(
    expect.objectContaining({ severity: 'info', tags: { code: 'krm/private-key' } }),
  );
});
