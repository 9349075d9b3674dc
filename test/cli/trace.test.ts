import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Ajv } from 'ajv';
import { describe, expect, test } from 'vitest';
import { run } from '../../src/cli/main.ts';
import { loadSchemas } from '../../src/assets/load.ts';
import { renderTraceJson } from '../../src/trace/render/json.ts';
import { renderTrace } from '../../src/trace/render/text.ts';
import type { Trace } from '../../src/trace/index.ts';
import { parseRequest, type RequestText } from '../../src/trace/request.ts';
import { traceable } from '../../src/trace-of.ts';
import { listFixtures, repository } from '../support/fixtures.ts';
import { recordingIo } from './support/recording-io.ts';
import { temporaryFolder } from './support/temporary-folder.ts';

const tour = 'fixtures/tour';

async function trace(...args: readonly string[]) {
  const recording = recordingIo(repository);
  const code = await run(['trace', ...args], recording.io);
  return { code, stdout: recording.stdout(), stderr: recording.stderr() };
}

test('tells which rule wins, and why the others do not', async () => {
  const { code, stdout } = await trace(tour, 'http://shop.example.com/cart');
  expect(code).toBe(0);
  expect(stdout).toMatch(/Exact \/basket .* no: the path is \/cart\n/);
  expect(stdout).toMatch(/header x-tester = yes .* no: there is no header x-tester\n/);
  expect(stdout).toMatch(/=> PathPrefix \/cart .*shop\.yaml:14 {2}takes the request\n/);
  expect(stdout).toMatch(/PathPrefix \/ .* fits too, but the longer path wins\n/);
});

test('headers, methods and targets are arguments as curl has them', async () => {
  const { stdout } = await trace(
    ...[tour, 'POST', 'http://shop.example.com/cart', '-H', 'X-Tester: yes', '-t', 'envoy'],
  );
  expect(stdout).toContain('100 %  Service shop/cart-next:80');
  expect(stdout).not.toContain('nginx');
});

test.each([
  ['no rule', 'http://pay.example.com/x', 'answers 404: no rule takes the request'],
  ['no listener', 'http://example.org/', 'answers 404: no listener of port 80 has example.org'],
  ['no port', 'http://shop.example.com:81/', 'no response: nothing listens on port 81'],
  ['a refused path', 'http://shop.example.com/a%2fb', 'answers 400: the path is refused'],
  ['TLS', 'https://shop.example.com:80/', 'no response: the port speaks plain HTTP'],
])('%s ends with 3', async (_, url, says) => {
  const { code, stdout } = await trace(tour, url);
  expect([code, stdout]).toEqual([3, expect.stringContaining(says)]);
});

test.each([
  [[], 'trace needs a URL'],
  [['x'], 'the last argument must be a URL, not x'],
  [['ftp://a/'], 'ftp is none of http, https, tls, tcp, udp'],
  [['http:///x'], 'the URL names no host'],
  [['http://a:0/'], 'there is no port 0'],
  [['http://a/b c'], 'a URL cannot hold " ": write it percent-encoded'],
  [['tcp://a'], 'tcp://a names no port'],
  [['http://a/', '-H', 'x'], '"x" is not a header: write Name: value'],
  [['http://a/', '-H', 'a: \u001b'], 'the header a holds control characters'],
])('%j is a usage error', async (args, says) => {
  const { code, stderr } = await trace(...args);
  expect([code, stderr]).toEqual([2, expect.stringContaining(says)]);
});

test('errors in the input end with 1, and keep nobody from tracing who wants to', async () => {
  const folder = temporaryFolder();
  mkdirSync(path.join(folder, 'm'));
  const text = readFileSync(path.join(repository, tour, 'gateway.yaml'), 'utf8');
  const route = readFileSync(path.join(repository, tour, 'shop.yaml'), 'utf8');
  writeFileSync(path.join(folder, 'm/a.yaml'), `${text}---\n${route}`);
  const recording = recordingIo(folder);
  const url = 'http://shop.example.com/';
  expect(await run(['trace', 'm', url], recording.io)).toBe(1);
  expect(recording.stderr()).toContain('error[resolve/backend-not-found]');
  expect(recording.stdout()).toBe('');
  expect(await run(['trace', 'm', url, '--keep-going'], recording.io)).toBe(1);
  expect(recording.stdout()).toContain('answers 500: the reference is invalid');
});

const check = new Ajv({ allowUnionTypes: true }).compile(
  JSON.parse(readFileSync(path.join(repository, 'schemas/trace.schema.json'), 'utf8')) as object,
);

describe.each(listFixtures().map((fixture) => [fixture.name, fixture] as const))(
  '%s',
  (_, fixture) => {
    test('is traced by the schema, whatever the request is', async () => {
      const { gateways, trace: ask } = traceable(
        fixture.inputs,
        fixture.options,
        await loadSchemas(),
      );
      for (const { sockets } of gateways)
        for (const { port, kind } of sockets.slice(0, 4))
          for (const request of requestsTo(port, kind)) {
            const traced: Trace = ask(request);
            check(JSON.parse(renderTraceJson(traced, '0')));
            expect(check.errors ?? []).toEqual([]);
            expect(renderTrace(traced, { color: false })).not.toMatch(/undefined|NaN|\[object/);
          }
    });
  },
);

function requestsTo(port: number, kind: string) {
  const at = String(port);
  const texts: readonly Partial<RequestText>[] =
    kind === 'http' || kind === 'tls'
      ? [
          { url: `${kind === 'http' ? 'http' : 'https'}://a.example.com:${at}/a?b` },
          {
            url: `${kind === 'http' ? 'http' : 'https'}://shop.example.com:${at}/`,
            method: 'OPTIONS',
          },
          { url: `tls://a.example.com:${at}` },
        ]
      : [{ url: `${kind}://:${at}` }];
  return texts.flatMap((text) => {
    const parsed = parseRequest({
      method: 'GET',
      url: '',
      headers: ['Origin: https://a.test'],
      sni: null,
      ...text,
    });
    if (parsed.kind === 'wrong') throw new Error(parsed.why);
    return [parsed.request];
  });
}
