import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { pcreLiteral } from '../../src/emit/nginx/pcre.ts';
import {
  comment,
  expression,
  literal,
  mapKey,
  regex,
  text,
  variable,
} from '../../src/emit/nginx/quote.ts';
import { decodePath } from '../../src/emit/nginx/url-path.ts';
import { rawRequest, type RawResponse } from '../support/http/raw-client.ts';
import { freePorts } from '../support/ports.ts';
import { listProxies, type RunningProxy } from '../support/proxies/proxies.ts';

const letters = Array.from({ length: 95 }, (_, index) => String.fromCharCode(0x20 + index));
const special = [
  'default',
  'include',
  'hostnames',
  'volatile',
  '~.*',
  '\\default',
  '$host',
  '${x}',
];

/** Every printable character first, in the middle and last, and random strings, half of them nasty. */
const values: readonly string[] = [
  ...new Map(
    [
      ...special,
      ...letters.flatMap((letter) => [`${letter}a`, `a${letter}b`, `a${letter}`]),
      ...fc.sample(fc.string({ unit: 'grapheme-ascii', minLength: 1, maxLength: 40 }), {
        numRuns: 150,
        seed: 3,
      }),
      ...fc.sample(
        fc.string({
          unit: fc.constantFrom(...Array.from('\\"\';{}#$ ~=@^ntr|')),
          minLength: 1,
          maxLength: 20,
        }),
        { numRuns: 150, seed: 4 },
      ),
    ]
      // Blanks around a header value are not part of it (RFC 9110, section 5.5).
      .map((value) => value.trim())
      .filter((value) => value !== '')
      // Keys of a map are the same when they differ in case alone.
      .map((value) => [value.toLowerCase(), value]),
  ).values(),
];

/** Text of more than one byte a character, and what a comment replaces. */
const beyondAscii: readonly string[] = [
  'é',
  'grüße "日本" $x \\',
  '🚀',
  '\u0085\u2028\u2029',
  '\u202e\ufeff',
  ...fc.sample(
    fc.string({
      unit: fc.constantFrom('é', '\u0080', '\u00ff', '日', '🚀', '"', '\\', '$', ' '),
      minLength: 1,
      maxLength: 12,
    }),
    { numRuns: 100, seed: 5 },
  ),
];

const probe = variable('http_x_probe');

function configuration(port: number): string {
  const keys = values.map((value) => `    ${mapKey(value)} ${text(value)};`);
  const patterns = values.map(
    (value, index) =>
      `  map $http_x_probe $fits_${String(index)} { default no; ${regex(`^${pcreLiteral(value)}\\z`)} yes; }`,
  );
  const locations = values.flatMap((value, index) => {
    const path = `/path/${value}`;
    const own =
      decodePath(encodeURI(path)).kind === 'ok'
        ? [`    location = ${literal(path)} { return 200 path; }`]
        : [];
    return [
      `    location = /text/${String(index)} { return 200 ${text(value)}; }`,
      `    location = /mixed/${String(index)} { return 200 ${expression({ variable: probe }, value, { variable: probe })}; }`,
      `    location = /header/${String(index)} { add_header X-Value ${text(value)} always; return 200 ""; }`,
      `    location = /fits/${String(index)} { return 200 $fits_${String(index)}; }`,
      ...own,
    ];
  });
  const unicode = beyondAscii.map(
    (value, index) => `    location = /unicode/${String(index)} { return 200 ${text(value)}; }`,
  );
  // Whatever ended a comment would be a directive, or the end of the block.
  const comments = [...values, ...beyondAscii, ...letters.map((letter) => `\n${letter}\r}\0`)].map(
    (value) => `    # ${comment(value)}`,
  );
  return [
    'pid nginx.pid; error_log stderr;',
    'events {}',
    'http {',
    '  access_log off; client_body_temp_path a; proxy_temp_path b; fastcgi_temp_path c; uwsgi_temp_path d; scgi_temp_path e;',
    '  variables_hash_max_size 65536; map_hash_max_size 65536; map_hash_bucket_size 256;',
    '  geo $gw_dollar { default "$"; }',
    '  map $http_x_probe $keyed {',
    '    default "";',
    ...keys,
    '  }',
    ...patterns,
    '  server {',
    `    listen 127.0.0.1:${String(port)};`,
    '    location = /keyed { return 200 $keyed; }',
    '    location / { return 404; }',
    ...comments,
    ...locations,
    ...unicode,
    '  }',
    '}',
  ].join('\n');
}

describe.each([22, 28])('NGINX 1.%i reads every token as it was meant', (minor) => {
  let port: number;
  let dir: string;
  let proxy: RunningProxy;

  beforeAll(async () => {
    [port = 0] = await freePorts(1);
    dir = await mkdtemp(join(tmpdir(), 'gatewright-quote-'));
    await writeFile(join(dir, 'nginx.conf'), configuration(port));
    const nginx = (await listProxies()).find(({ name }) => name === `nginx-1.${String(minor)}`);
    if (nginx === undefined) throw new Error('no such proxy');
    proxy = await nginx.start(dir, [port]);
  });

  afterAll(async () => {
    await proxy.stop();
    await rm(dir, { recursive: true });
  });

  function get(target: string, value?: string): Promise<RawResponse> {
    const headers = value === undefined ? [] : [['X-Probe', value] as const];
    return rawRequest({ port, method: 'GET', target, headers });
  }

  async function each(check: (value: string, index: number) => Promise<unknown>): Promise<void> {
    const wrong: unknown[] = [];
    for (const [index, value] of values.entries()) {
      const got = await check(value, index);
      if (got !== value) wrong.push([value, got]);
    }
    expect(wrong).toEqual([]);
  }

  test('text in return', () =>
    each(async (_, index) => (await get(`/text/${String(index)}`)).body));

  test('text in add_header', () =>
    each(async (_, index) => (await get(`/header/${String(index)}`)).header('x-value')[0]));

  test('text beyond ASCII', async () => {
    for (const [index, value] of beyondAscii.entries())
      expect((await get(`/unicode/${String(index)}`)).body).toBe(value);
  });

  test('text between variables', () =>
    each(async (_, index) => {
      const { body } = await get(`/mixed/${String(index)}`, '1a');
      return body.startsWith('1a') && body.endsWith('1a') ? body.slice(2, -2) : body;
    }));

  test('map keys', () => each(async (value) => (await get('/keyed', value)).body));

  test('literals in expressions', () =>
    each(async (value, index) => {
      const own = await get(`/fits/${String(index)}`, value);
      const other = await get(`/fits/${String(index)}`, `${value}x`);
      return own.body === 'yes' && other.body === 'no' ? value : [own.body, other.body];
    }));

  test('paths of locations', () =>
    each(async (value) => {
      const path = encodeURI(`/path/${value}`).replace(/[?#]/g, encodeURIComponent);
      if (decodePath(encodeURI(`/path/${value}`)).kind !== 'ok') return value;
      return (await get(path)).body === 'path' ? value : path;
    }));
});
