import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { canonicalPath } from '../../src/emit/envoy/url-path.ts';
import { re2Literal } from '../../src/emit/envoy/quote.ts';
import { compareMatches, type Match } from '../../src/ir/index.ts';
import type { CheckedGateway } from '../../src/target/target.ts';
import { withEnvoy } from '../support/envoy-serving.ts';
import {
  startEchoBackends,
  type EchoBackends,
  type EchoReply,
} from '../support/http/echo-server.ts';
import {
  backend,
  endpoints,
  forward,
  gateway,
  headers,
  host,
  httpListener,
  httpSocket,
  match,
  origin,
  query,
  redirect,
  resource,
  route,
  rule,
  to,
} from '../support/ir.ts';
import { everywhere } from '../support/nasty-text.ts';
import { randomProbe, randomRoutes, referenceMatch } from '../support/random-routes.ts';

const here = origin(resource('HTTPRoute', 'test'));
let echo: EchoBackends;

beforeAll(async () => {
  echo = await startEchoBackends(['a']);
});

afterAll(() => echo.stop());

const visible = Array.from({ length: 94 }, (_, index) => String.fromCharCode(33 + index));

/** Visible ASCII, mostly what some part of Envoy gives a meaning to. */
const hostile = fc.string({
  unit: fc.oneof(
    fc.constantFrom(...Array.from('%\\(){}[]$^.*+?|"\'`;,=&#~')),
    fc.constantFrom(...visible),
  ),
  minLength: 1,
  maxLength: 24,
});

/** A match of a header by an expression that matches a text and nothing else. */
function literalPattern(name: string, text: string): Pick<Match, 'headers'> {
  return { headers: [{ name, value: { kind: 'regex', value: re2Literal(text) } }] };
}

test('header values, and matches of headers, queries and literal expressions, are literal', async () => {
  const a = backend('a', endpoints(echo.get('a').port));
  const texts = [
    ...everywhere(visible),
    'a b',
    '%%',
    '%REQ(authorization)%',
    '%ENVIRONMENT(HOME)%',
    ...fc.sample(hostile, { numRuns: 150, seed: 7 }),
  ];
  const changes = (value: string) => ({ set: [{ name: 'x-text', value }], add: [], remove: [] });
  // A `#` ends a request target, and `&` a parameter.
  const rules = texts.flatMap((text, index) => {
    const each = rule(`r${index}`, forward(to(a)), {
      filters: [
        { kind: 'request-headers', changes: changes(text), origin: here },
        { kind: 'response-headers', changes: changes(text), origin: here },
      ],
    });
    return [{ text, each }];
  });
  const ir = (port: number): CheckedGateway =>
    gateway({
      sockets: [
        httpSocket(
          port,
          httpListener(
            'web',
            null,
            host(
              ['*'],
              ...rules.flatMap(({ text, each }, index) => [
                route(each, match(`/h${index}`, headers(['x-in', text]))),
                route(each, match(`/q${index}`, query(['p', text]))),
                route(each, match(`/e${index}`, literalPattern('x-in', text))),
              ]),
            ),
          ),
        ),
      ],
      rules: rules.map(({ each }) => each),
      backends: [a],
    });
  await withEnvoy({ ir }, async (send) => {
    for (const [index, { text }] of rules.entries()) {
      const byHeader = await send({ target: `/h${index}`, headers: [['X-In', text]] });
      expect(byHeader.status, text).toBe(200);
      expect(byHeader.header('x-text')).toEqual([text]);
      const got = byHeader.json<EchoReply>().headers.find(([name]) => name === 'x-text');
      expect(got?.[1]).toBe(text);
      const pattern = { target: `/e${index}`, headers: [['X-In', text]] as const };
      expect((await send(pattern)).status, text).toBe(200);
      const other = { target: `/e${index}`, headers: [['X-In', `${text}x`]] as const };
      expect((await send(other)).status, text).toBe(404);
      if (/[#& ]/.test(text)) continue;
      expect((await send(`/q${index}?p=${text}`)).status, text).toBe(200);
    }
  });
});

test('paths are compared in the form that Envoy gives them', async () => {
  const characters = [...visible.filter((each) => !'%?#'.includes(each))];
  const escapes = Array.from({ length: 224 }, (_, index) => {
    const hex = (index + 32).toString(16).padStart(2, '0');
    return [`%${hex}`, `%${hex.toUpperCase()}`];
  }).flat();
  const paths = [...characters, ...escapes]
    .map((each, index) => `/${index}x${each}y`)
    .filter((path) => canonicalPath(path).kind !== 'refused');
  expect(paths.length).toBeGreaterThan(250);
  const exact = paths.map((_, index) =>
    rule(`r${index}`, redirect({ hostname: `h${index}.example`, port: { kind: 'scheme' } })),
  );
  const ir = (port: number): CheckedGateway =>
    gateway({
      sockets: [
        httpSocket(
          port,
          httpListener(
            'web',
            null,
            host(
              ['*'],
              ...paths.flatMap((path, index) => {
                const of = exact[index];
                return of === undefined ? [] : [route(of, match(`= ${path}`))];
              }),
            ),
          ),
        ),
      ],
      rules: exact,
    });
  await withEnvoy({ ir }, async (send) => {
    const different: string[] = [];
    for (const [index, path] of paths.entries()) {
      // A request that escapes what needs no escape is refused, but a manifest may.
      const sent = path.replace(/%[0-9A-Fa-f]{2}/g, (escape) =>
        /%(?:2[DdEe]|3\d|4[1-9A-Fa-f]|5[0-9AFaf]|6[1-9A-Fa-f]|7[0-9Aa])/.test(escape)
          ? decodeURIComponent(escape)
          : escape,
      );
      const [location = ''] = (await send(sent)).header('location');
      if (!location.startsWith(`http://h${index}.example/`)) different.push(path);
    }
    expect(different).toEqual([]);
  });
});

test('a tree of routes chooses as a list does', async () => {
  const size = { minLength: 250, maxLength: 250 };
  const [unsorted = []] = fc.sample(randomRoutes(size), { numRuns: 1, seed: 3 });
  const routes = [...unsorted].sort((x, y) => compareMatches(x.match, y.match));
  const rules = unsorted.map((_, index) =>
    rule(`r${index}`, redirect({ hostname: `r${index}.example`, port: { kind: 'scheme' } })),
  );
  const ir = (port: number): CheckedGateway =>
    gateway({
      sockets: [httpSocket(port, httpListener('web', null, host(['*'], ...routes)))],
      rules,
    });
  const chosen = new Set<string>();
  await withEnvoy({ ir }, async (send) => {
    for (const probe of fc.sample(randomProbe, { numRuns: 1500, seed: 4 })) {
      const [parameters] = [...probe.query].map(([name, value]) => `?${name}=${value}`);
      const response = await send({
        method: probe.method,
        target: `${probe.path}${parameters ?? ''}`,
        headers: [...probe.headers],
      });
      const expected = referenceMatch(routes, probe);
      const [location = '404'] = response.header('location');
      const wanted =
        expected === undefined ? '404' : `http://${expected.rule.split('/')[2]}.example`;
      expect(location.slice(0, wanted.length), JSON.stringify(probe)).toBe(wanted);
      chosen.add(wanted);
    }
  });
  expect(chosen.size).toBeGreaterThan(50);
});
