import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { RE2JS } from 're2js';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { pcreFullMatch, usesUnicodeClass } from '../../src/emit/nginx/pcre.ts';
import { regex } from '../../src/emit/nginx/quote.ts';
import { parseRegex } from '../../src/target/regex/index.ts';
import { rawRequest } from '../support/http/raw-client.ts';
import { freePorts } from '../support/ports.ts';
import { listProxies, type RunningProxy } from '../support/proxies/proxies.ts';

const piece = fc.constantFrom(
  ...[
    'a',
    'b',
    'A',
    '.',
    '.',
    '*',
    '+',
    '?',
    '|',
    '(',
    ')',
    '(?:',
    '(?i)',
    '(?i:',
    '(?P<args>',
    '[ab]',
  ],
  ...[
    '[^a]',
    '[[:alpha:]-]',
    '\\d',
    '\\W',
    '\\s',
    '\\b',
    '{2}',
    '{1,3}',
    '{',
    '^',
    '$',
    '\\Qa.\\E',
    '"',
  ],
  ...['\\x61', '\\.', '1', ' ', '$1', '(?s).', '(?m)^', '\\z', ';', '}', '\\v', '#'],
);

/** Expressions that are valid, each with texts from the same letters. */
const cases = fc
  .sample(
    fc.tuple(
      fc.array(piece, { minLength: 1, maxLength: 7 }).map((pieces) => pieces.join('')),
      fc.array(fc.string({ unit: fc.constantFrom(...Array.from('aabbA1. $"#{')), maxLength: 6 }), {
        minLength: 8,
        maxLength: 8,
      }),
    ),
    { numRuns: 600, seed: 9 },
  )
  .flatMap(([source, texts]) => {
    const parsed = parseRegex(source);
    if (parsed.kind !== 'ok' || usesUnicodeClass(parsed.regex.node)) return [];
    const trimmed = texts.map((each) => each.trim()).filter((each) => each !== '');
    return [{ source, pattern: pcreFullMatch(parsed.regex), texts: trimmed }];
  });

function configuration(port: number): string {
  const maps = cases.map(
    ({ pattern }, index) =>
      `map $http_x_probe $fits_${String(index)} { default no; ${regex(pattern)} yes; }`,
  );
  const places = cases.map(
    (_, index) => `location = /${String(index)} { return 200 $fits_${String(index)}; }`,
  );
  return `pid nginx.pid; error_log stderr; events {} http { access_log off;
    client_body_temp_path a; proxy_temp_path b; fastcgi_temp_path c; uwsgi_temp_path d; scgi_temp_path e;
    ${maps.join('\n')}
    server { listen 127.0.0.1:${String(port)}; ${places.join('\n')} } }`;
}

describe.each([22, 28])('NGINX 1.%i', (minor) => {
  let port: number;
  let dir: string;
  let proxy: RunningProxy;

  beforeAll(async () => {
    [port = 0] = await freePorts(1);
    dir = await mkdtemp(join(tmpdir(), 'gatewright-regex-'));
    await writeFile(join(dir, 'nginx.conf'), configuration(port));
    const nginx = (await listProxies()).find(({ name }) => name === `nginx-1.${String(minor)}`);
    if (nginx === undefined) throw new Error('no such proxy');
    proxy = await nginx.start(dir, [port]);
  });

  afterAll(async () => {
    await proxy.stop();
    await rm(dir, { recursive: true });
  });

  test('there is something to compare', () => {
    expect(cases.length).toBeGreaterThan(150);
  });

  test('matches what RE2 matches', async () => {
    const wrong: unknown[] = [];
    for (const [index, { source, pattern, texts }] of cases.entries()) {
      const re2 = RE2JS.compile(source);
      for (const text of texts) {
        const headers = [['X-Probe', text]] as const;
        const { body } = await rawRequest({
          port,
          method: 'GET',
          target: `/${String(index)}`,
          headers,
        });
        if ((body === 'yes') !== re2.matches(text)) wrong.push([source, pattern, text, body]);
      }
    }
    expect(wrong).toEqual([]);
  });
});
