import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { run } from '../../src/cli/main.ts';
import { selfSigned } from '../support/http/self-signed.ts';
import { makeRepository, type TestRepository } from './support/git-repository.ts';
import { recordingIo } from './support/recording-io.ts';
import { temporaryFolder } from './support/temporary-folder.ts';

const gateway = `apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: {name: web, namespace: shop}
spec: {gatewayClassName: x, listeners: [{name: http, protocol: HTTP, port: 80}]}
`;
const route = (backend: string) => `apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: {name: pay, namespace: shop}
spec:
  parentRefs: [{name: web}]
  hostnames: [shop.example.com]
  rules:
  - matches: [{method: GET, path: {value: /pay}}]
    backendRefs: [{name: ${backend}, port: 80}]
`;

async function diff(cwd: string, ...args: readonly string[]) {
  const recorded = recordingIo(cwd);
  const code = await run(['diff', ...args, '--assume-services'], recorded.io);
  return { code, stdout: recorded.stdout(), stderr: recorded.stderr() };
}

function write(folder: string, files: Readonly<Record<string, string>>): void {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
}

function shop(): TestRepository {
  const repository = makeRepository();
  repository.commit({ 'in/gateway.yaml': gateway, 'in/pay.yaml': route('pay-v1') });
  return repository;
}

const sentence = 'GET shop.example.com/pay/* now goes to pay-v2 (was pay-v1)';

describe('the sides', () => {
  test('a revision and the working tree', async () => {
    const { folder } = shop();
    expect(await diff(folder, 'HEAD')).toMatchObject({ code: 0 });
    write(folder, { 'in/pay.yaml': route('pay-v2') });
    const { code, stdout } = await diff(folder, 'HEAD');
    expect(code).toBe(3);
    expect(stdout).toContain(sentence);
    expect(stdout).toContain('in/pay.yaml:9 (was in/pay.yaml:9)');
  });

  test('two revisions, without a look at the working tree', async () => {
    const { folder, commit } = shop();
    commit({ 'in/pay.yaml': route('pay-v2') });
    write(folder, { 'in/pay.yaml': 'not: [yaml' });
    const { code, stdout } = await diff(folder, 'HEAD~1', 'HEAD', 'in');
    expect(code).toBe(3);
    expect(stdout).toContain(sentence);
  });

  test('from a folder below the root, paths are relative to it', async () => {
    const { folder } = shop();
    write(folder, { 'in/pay.yaml': route('pay-v2') });
    const { stdout } = await diff(join(folder, 'in'), 'main', 'pay.yaml', 'gateway.yaml');
    expect(stdout).toContain('pay.yaml:9 (was pay.yaml:9)');
  });

  test('two folders', async () => {
    const folder = temporaryFolder();
    write(folder, { 'a/gateway.yaml': gateway, 'b/gateway.yaml': gateway });
    write(folder, { 'a/pay.yaml': route('pay-v1'), 'b/pay.yaml': route('pay-v2') });
    expect(await diff(folder, 'a', 'a')).toMatchObject({ code: 0 });
    const { code, stdout } = await diff(folder, 'a', 'b');
    expect(code).toBe(3);
    expect(stdout).toContain(sentence);
    expect(await diff(folder, 'a', 'b', 'gateway.yaml')).toMatchObject({ code: 0 });
  });

  test('a path that only one side has', async () => {
    const { folder } = shop();
    write(folder, { 'new/other.yaml': route('x').replace('name: pay', 'name: other') });
    const { code, stdout } = await diff(folder, 'HEAD', 'in', 'new');
    expect(code).toBe(3);
    expect(stdout).toContain('other.yaml');
    expect(await diff(folder, 'HEAD', 'nowhere')).toMatchObject({ code: 2 });
  });

  test('settings name the paths', async () => {
    const { folder } = shop();
    write(folder, { 'gatewright.yaml': 'paths: [in]\n', 'out.yaml': 'apiVersion: [' });
    expect(await diff(folder, 'HEAD')).toMatchObject({ code: 0 });
  });

  test('a folder cannot take the place of a branch', async () => {
    const { folder } = shop();
    write(folder, { 'main/gateway.yaml': gateway });
    const { code, stderr } = await diff(folder, 'main');
    expect(code).toBe(2);
    expect(stderr).toContain('main is a path and a Git revision');
    expect(await diff(folder, 'refs/heads/main', 'in')).toMatchObject({ code: 0 });
    expect(await diff(folder, './main', 'in')).toMatchObject({ code: 3 });
  });

  test.each([[[]], [['nothing']], [['HEAD', 'in/*.yaml']], [['HEAD', '-']], [['in', 'nothing']]])(
    'wrong usage: %j',
    async (args) => {
      expect(await diff(shop().folder, ...args)).toMatchObject({ code: 2 });
    },
  );

  test('errors of the later side fail, those of the earlier one do not', async () => {
    const { folder, commit } = shop();
    commit({ 'in/pay.yaml': route('pay-v2').replace('method: GET', 'method: NOPE') });
    const worse = await diff(folder, 'HEAD~1', 'HEAD');
    expect(worse.code).toBe(1);
    expect(worse.stdout).toMatch(/\+ error\[validate\//);
    const better = await diff(folder, 'HEAD', 'HEAD~1');
    expect(better.code).toBe(3);
    expect(better.stdout).toMatch(/- error\[validate\//);
  });
});

describe('what is not read', () => {
  test('links, submodules and pointers of Git LFS are told, never followed', async () => {
    const repository = shop();
    const { folder, git, commit } = repository;
    const outside = temporaryFolder();
    write(outside, { 'secret.yaml': route('stolen') });
    commit({ 'in/lfs.yaml': 'version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n' });
    symlinkSync(join(outside, 'secret.yaml'), join(folder, 'in/link.yaml'));
    git('add', '-A');
    git('update-index', '--add', '--cacheinfo', `160000,${git('rev-parse', 'HEAD')},in/sub`);
    git('commit', '-q', '-m', 'x');
    const { stdout } = await diff(folder, 'HEAD', 'HEAD~2', 'in', 'in/link.yaml');
    expect(stdout).not.toContain('stolen');
    expect(stdout).toContain('base: in/link.yaml (symbolic links');
    expect(stdout).toContain('base: in/sub (submodules');
    expect(stdout).toContain('base: in/lfs.yaml (pointers to Git LFS');
  });

  test('a path of the working tree that links out of it', async () => {
    const { folder } = shop();
    const outside = temporaryFolder();
    write(outside, { 'secret.yaml': route('stolen') });
    symlinkSync(outside, join(folder, 'more'));
    const { stdout } = await diff(folder, 'HEAD', 'in', 'more');
    expect(stdout).not.toContain('stolen');
    expect(stdout).toContain('head: more (symbolic links');
  });
});

test('private keys are compared and never shown', async () => {
  const folder = temporaryFolder();
  const keys: string[] = [];
  const secret = async (name: string): Promise<string> => {
    const { key, cert } = await selfSigned([name]);
    keys.push(key);
    const metadata = { name: 'c', namespace: 'shop' };
    const stringData = { 'tls.key': key, 'tls.crt': cert };
    const type = 'kubernetes.io/tls';
    return `---\n${JSON.stringify({ apiVersion: 'v1', kind: 'Secret', type, metadata, stringData })}\n`;
  };
  const https = gateway.replace(
    'protocol: HTTP, port: 80',
    'protocol: HTTPS, port: 443, tls: {certificateRefs: [{name: c}]}',
  );
  write(folder, {
    'a/all.yaml': https + (await secret('a.example.com')),
    'b/all.yaml': https + (await secret('b.example.com')),
  });
  for (const format of ['text', 'markdown', 'json', 'html']) {
    const { code, stdout } = await diff(folder, 'a', 'b', '--format', format);
    expect(code).toBe(3);
    expect(stdout).toContain('shop/c');
    for (const line of keys.flatMap((key) => key.split('\n').slice(0, -1)))
      expect(stdout).not.toContain(line);
  }
});
