import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { run } from '../../src/cli/main.ts';
import { recordingIo } from '../cli/support/recording-io.ts';
import { temporaryFolder } from '../cli/support/temporary-folder.ts';
import { runBuilt } from '../faults/support/built.ts';
import { selfSigned } from '../support/http/self-signed.ts';

const { cert, key } = await selfSigned(['good.example.com']);
const base64 = (text: string): string => Buffer.from(text).toString('base64');
/** Long enough to be nothing else by chance, and without any pattern. */
const canary = (name: string): string => `CANARY${base64(name.repeat(40)).slice(0, 60)}`;
const words = {
  data: canary('a'),
  text: canary('b'),
  broken: canary('c'),
  number: canary('d'),
  twice: canary('e'),
  longKey: canary('f'),
  syntax: canary('h'),
};

const gateway = `apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: { name: edge, namespace: shop }
spec:
  gatewayClassName: gw
  listeners:
${['good', 'broken', 'typed', 'texts']
  .map(
    (name) =>
      `    - { name: ${name}, port: 443, protocol: HTTPS, hostname: ${name}.example.com, tls: { certificateRefs: [{ name: ${name} }] } }`,
  )
  .join('\n')}
---
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: { name: r, namespace: shop }
spec: { parentRefs: [{ name: edge }], hostnames: [good.example.com], rules: [{ filters: [{ type: RequestRedirect, requestRedirect: { path: { type: ReplaceFullPath, replaceFullPath: /x } } }] }] }
`;
const secret = (name: string, type: string, rest: string): string =>
  `apiVersion: v1\nkind: Secret\nmetadata: { name: ${name}, namespace: shop }\ntype: ${type}\n${rest}\n`;
const pair = (crt: string, privateKey: string): string =>
  `data:\n  tls.crt: ${base64(crt)}\n  tls.key: ${base64(privateKey)}`;

/** Secrets that are right, and those that are wrong in each way that a finding could quote. */
const secrets: Readonly<Record<string, string>> = {
  good: secret('good', 'kubernetes.io/tls', pair(cert, key)),
  broken: secret('broken', 'kubernetes.io/tls', pair(words.broken, words.data)),
  type: secret('typed', 'example.com/other', `stringData:\n  tls.key: ${words.text}`),
  texts: secret(
    'texts',
    'kubernetes.io/tls',
    `stringData:\n  tls.crt: |\n    ${words.broken}\n  tls.key: |\n    ${words.text}`,
  ),
  number: secret('n1', 'Opaque', `data:\n  a: {nested: ${words.number}}\n  b: [${words.data}]`),
  'not-base64': secret('n2', 'Opaque', `data:\n  a: "${words.data}!!"\n  c: "\\0${words.text}"`),
  'unknown-field': secret('n3', 'Opaque', `datas:\n  a: ${words.data}`),
  twice: secret('n4', 'Opaque', `stringData:\n  a: ${words.twice}\n  a: ${words.twice}`),
  'long-key': secret(
    'n5',
    'Opaque',
    `data:\n  ok: ${base64(words.longKey)}\n  "${'k'.repeat(300)}": ${words.longKey}`,
  ),
  syntax: secret(
    'n6',
    'Opaque',
    `stringData:\n  a: "${words.syntax}\n b: ${words.syntax}: ${words.syntax}`,
  ),
  indent: secret('n7', 'Opaque', `stringData:\n  a: |\n    ${words.syntax}\n   ${words.syntax}: x`),
  binary: secret(
    'n8',
    'Opaque',
    `stringData:\n  a: !!binary ${words.data}\n  b: !secret ${words.text}`,
  ),
  reading: secret(
    'n9',
    'Opaque',
    `stringData:\n  a: ${words.number}: ${words.number}\n  b: 0o17\n  c: *${words.text}`,
  ),
  pem: secret(
    'n10',
    'Opaque',
    `stringData:\n  a:\n${key
      .split('\n')
      .map((line) => `    ${line}`)
      .join('\n')}`,
  ),
};

const windowSize = 16;
/** Every piece of a secret that must be nowhere, as it is and in base64. */
const pieces = new Set(
  [
    ...Object.values(words),
    ...key.split('\n').filter((line) => line !== '' && !line.startsWith('-----')),
  ]
    .flatMap((text) => [text, base64(text)])
    .concat(base64(key))
    .flatMap((text) =>
      Array.from({ length: Math.max(0, text.length - windowSize + 1) }, (_, at) =>
        text.slice(at, at + windowSize),
      ),
    ),
);

// A key holds its public half too, which is in the certificate for everybody to read.
for (const piece of pieces) if (`${cert}${base64(cert)}`.includes(piece)) pieces.delete(piece);

/** The first piece of a secret in a text; null when there is none. */
function leak(text: string): string | null {
  for (let at = 0; at + windowSize <= text.length; at++)
    if (pieces.has(text.slice(at, at + windowSize)))
      return text.slice(Math.max(0, at - 60), at + windowSize);
  return null;
}

function filesBelow(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

const formats = ['json', 'sarif', 'junit', 'github', 'gitlab', 'text'];
const commands: readonly (readonly string[])[] = [
  [
    'compile',
    'in',
    '-o',
    'out',
    '--source-map',
    ...formats.map((name) => `--report=${name}=r.${name}`),
  ],
  ['compile', 'in', '-o', 'out', '--source-map', '--keep-going'],
  ['compile', 'in', '-o', 'out', '--keep-going', '--cache', 'cache'],
  ['validate', 'in', '--cache', 'cache'],
  ['compile', 'in', '-o', 'out', '--check', '--keep-going'],
  ['compile', 'in', '--target', 'envoy', '--keep-going'],
  ...formats.map((format) => ['validate', 'in', '--format', format]),
  ['validate', 'in', '--upgrade-to', '1.7'],
  ...['yaml', 'json', 'table'].map((format) => ['status', 'in', '--format', format]),
  ...['text', 'markdown', 'json', 'html'].flatMap((format) => [
    ['diff', 'empty', 'in', '--format', format, '--keep-going'],
    ['diff', 'in', 'empty', '--format', format, '--keep-going'],
  ]),
  ['trace', 'in', 'https://good.example.com/', '--keep-going'],
  ['get', 'secrets', '-A', '--from', 'in'],
  ...['wide', 'json', 'yaml'].map((format) => [
    'get',
    'secrets',
    '-A',
    '-o',
    format,
    '--from',
    'in',
  ]),
  ...['good', 'broken', 'n1', 'n4'].map((name) => [
    ...['describe', `secret/${name}`, '-n', 'shop', '--from', 'in'],
  ]),
  ['describe', 'gateway/edge', '-n', 'shop', '--from', 'in'],
  ...['mermaid', 'dot', 'svg', 'json'].map((format) => ['graph', 'in', '--format', format]),
  ['test', 'routes.test.yaml', '--manifests', 'in', '--keep-going'],
];

function prepared(names: readonly string[]): string {
  const folder = temporaryFolder();
  const put = (name: string, text: string): void => {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  };
  put('in/gateway.yaml', gateway);
  put('empty/gateway.yaml', gateway);
  for (const name of names) put(`in/${name}.yaml`, secrets[name] ?? '');
  put(
    'routes.test.yaml',
    'tests:\n  - name: t\n    request: https://good.example.com/\n    expect: { status: 302 }\n',
  );
  return folder;
}

async function playAll(folder: string): Promise<number> {
  let printed = 0;
  for (const args of commands) {
    const { io, stdout, stderr } = recordingIo(folder, '', {
      untilInterrupted: () => AbortSignal.abort(),
    });
    const code = await run(args, io);
    expect(code, stderr()).not.toBe(70);
    expect([args.join(' '), leak(stdout()), leak(stderr())]).toEqual([args.join(' '), null, null]);
    printed += stdout().length + stderr().length;
  }
  for (const file of filesBelow(folder)) {
    const name = file.slice(folder.length + 1);
    if (name.startsWith('in/')) continue;
    const isKey = /^out\/.*\.key$/.test(name);
    expect([name, leak(readFileSync(file, 'latin1')) !== null]).toEqual([name, isKey]);
    if (!isKey) continue;
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(statSync(dirname(file)).mode & 0o777).toBe(0o700);
  }
  return printed;
}

describe('no piece of a secret is printed or written, but its key file,', () => {
  test('when the Secret is right', async () => {
    const umask = process.umask(0);
    try {
      const folder = prepared(['good']);
      expect(await playAll(folder)).toBeGreaterThan(1000);
      expect(filesBelow(join(folder, 'out')).filter((name) => name.endsWith('.key')).length).toBe(
        1,
      );
    } finally {
      process.umask(umask);
    }
  });

  test.each(Object.keys(secrets).filter((name) => name !== 'good'))(
    'when one is wrong: %s',
    { timeout: 120_000 },
    async (name) => {
      expect(await playAll(prepared(['good', name]))).toBeGreaterThan(1000);
    },
  );

  test('when the program itself fails, and nothing stays in TMPDIR', () => {
    const folder = prepared(['good', 'texts']);
    mkdirSync(join(folder, 'tmp'));
    // A bug whose message quotes the input: any call of JSON.stringify throws it.
    writeFileSync(
      join(folder, 'bug.mjs'),
      `JSON.stringify = () => { throw new TypeError('bad ${words.text}\\n    at ${words.text}'); };`,
    );
    const options = {
      cwd: folder,
      node: ['--import', join(folder, 'bug.mjs')],
      env: { TMPDIR: join(folder, 'tmp') },
    };
    const args = ['compile', 'in', '-o', 'out', '--keep-going'];
    const { status, stdout, stderr } = runBuilt(args, options);
    expect(status).toBe(70);
    expect(stderr).toContain('internal error (TypeError)');
    expect([leak(stdout), leak(stderr)]).toEqual([null, null]);
    expect(readdirSync(join(folder, 'tmp'))).toEqual([]);
  });
});

test('a leak would be found', () => {
  for (const text of [
    key,
    base64(key),
    words.text,
    base64(words.text),
    `x${words.data.slice(7, 30)}`,
  ])
    expect(leak(text)).not.toBe(null);
  expect(leak(cert)).toBe(null);
});
