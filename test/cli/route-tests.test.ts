import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { run } from '../../src/cli/main.ts';
import { repository } from '../support/fixtures.ts';
import { ensureProxies } from '../support/proxies/install.mjs';
import { recordingIo } from './support/recording-io.ts';
import { temporaryFolder } from './support/temporary-folder.ts';

const file = 'fixtures/route-tests/tour.yaml';
const text = readFileSync(path.join(repository, file), 'utf8');

async function gatewright(cwd: string, ...args: readonly string[]) {
  const recording = recordingIo(cwd, '', { env: {} });
  const code = await run(['test', ...args], recording.io);
  return { code, stdout: recording.stdout(), stderr: recording.stderr() };
}

/** The tests of the tour, with some words replaced. */
async function changed(from: string, to: string, ...args: readonly string[]) {
  const folder = temporaryFolder();
  if (!text.includes(from)) throw new Error(`there is no ${from}`);
  const manifests = JSON.stringify([path.join(repository, 'fixtures/tour')]);
  const tests = text.replace(/manifests: .*/, `manifests: ${manifests}`).replace(from, to);
  writeFileSync(path.join(folder, 'tests.yaml'), tests);
  return gatewright(folder, 'tests.yaml', ...args);
}

test('tests pass, and rules that no test meets are named', async () => {
  const { code, stdout } = await gatewright(repository, file);
  expect(code).toBe(0);
  expect(stdout).toMatch(/^ok {4}carts are split/);
  expect(stdout).toContain('6 tests; 5 of 7 rules met (71 %)\n');
  expect(stdout).toContain(
    'no test meets HTTPRoute shop/www rules[0] (fixtures/tour/shop.yaml:71:7)',
  );
});

test.each([
  ['route: shop/shop', 'route: shop/www', 'route is shop/shop, not shop/www (nginx'],
  ['rule: 0', 'rule: cart', 'rule is (no name), not cart (nginx'],
  [
    'shop/cart:80: 90',
    'shop/cart:80: 80',
    'backends is shop/cart:80 90 %, shop/cart-next:80 10 %, not',
  ],
  [
    'shop/pages:80',
    'shop/page:80',
    'backend is shop/pages:80 100 %, not shop/page:80 (nginx, envoy',
  ],
  ['status: 301', 'status: 302', 'status is 301, not 302 (nginx, envoy; tests.yaml:'],
  [
    'location: http:',
    'location: https:',
    'location is http://shop.example.com/cart?from=mail, not https',
  ],
  ['path: /charges', 'path: /', 'request.path is /charges, not / ('],
  ['X-Area: checkout', 'X-Area: null', 'request.headers.X-Area is checkout, not none'],
  ['X-Debug: null', 'X-Debug: "1"', 'request.headers.X-Debug is none, not 1'],
  ['route: null', 'route: payments/pay', 'route is none, not payments/pay'],
])('%s is not %s', async (from, to, says) => {
  const { code, stdout } = await changed(from, to);
  expect([code, stdout]).toEqual([1, expect.stringContaining(says)]);
});

test('--min-coverage', async () => {
  expect((await gatewright(repository, file, '--min-coverage', '71')).code).toBe(0);
  const { code, stderr } = await gatewright(repository, file, '--min-coverage', '72');
  expect([code, stderr]).toEqual([1, 'gatewright: less than 72 % of the rules are met by tests\n']);
});

test('reports for programs and for build servers', async () => {
  const json = await changed('status: 404', 'status: 200', '--format', 'json');
  expect(JSON.parse(json.stdout)).toMatchObject({
    summary: { tests: 6, passed: 5, failed: 1, skipped: 0 },
    coverage: { rules: 7, covered: 5 },
  });
  const junit = await changed('status: 404', 'status: 200', '--format', 'junit');
  expect(junit.stdout).toContain(
    '<testsuite name="tests.yaml" tests="6" failures="1" skipped="0">',
  );
  expect(junit.stdout).toContain(
    '<failure message="status is 404, not 200 (nginx, envoy; tests.yaml:',
  );
});

test.each([
  ['status: 404', 'stats: 404', 'tests.yaml:59:7: tests[5].expect.stats: there is no such field'],
  ['status: 404', 'status: none', 'tests.yaml:59:15: tests[5].expect.status: must be'],
  ['http://pay', 'ftp://pay', 'tests.yaml:45:5: ftp is none of http, https, tls, tcp, udp'],
  ['tests:', 'tests: [', 'tests.yaml:'],
  ['[../tour]', '[../nowhere]', 'does not exist'],
])('a mistake in the file: %s', async (from, to, says) => {
  const run = from.startsWith('[')
    ? await gatewright(repository, file, '--manifests', 'nowhere')
    : await changed(from, to);
  expect([run.code, run.stderr]).toEqual([2, expect.stringContaining(says)]);
});

test('a proxy that is not there', async () => {
  const { code, stderr } = await gatewright(repository, file, '--proxy', 'envoy');
  expect(code).toBe(2);
  expect(stderr).toContain('--proxy envoy: there is no envoy in PATH\nInstall it');
});

// Debian's NGINX 1.22 finds its parts by the environment that only the other tests give it.
const launches = (await ensureProxies()).filter(({ name }) => name !== 'nginx-1.22');

describe.each(launches.map((launch) => [launch.name, launch] as const))('%s', (_, launch) => {
  const args = ['--proxy', launch.target, '--proxy-binary', launch.bin];

  test('does what the tests of the tour say', async () => {
    const { code, stdout, stderr } = await gatewright(repository, file, ...args);
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toContain('6 tests; 5 of 7 rules met');
  });

  test('fails where they are wrong', async () => {
    const { code, stdout } = await changed('X-Area: checkout', 'X-Area: shop', ...args);
    expect(code).toBe(1);
    expect(stdout).toContain(`request.headers.X-Area is checkout, not shop (${launch.target};`);
  });
});
