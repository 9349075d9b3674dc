import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startEchoBackends, type EchoBackends } from '../support/http/echo-server.ts';
import { answerOf } from '../support/ask.ts';
import { listProxies } from '../support/proxies/proxies.ts';
import { serveManifests, type Served } from '../support/serve.ts';
import { gateway, route, service, to, type CaseRequest, type Suite } from './cases/case.ts';

// What a client does not see: copies of its requests, further attempts, and which endpoint serves it.

const host = 'effects.test';
const mirror = (name: string, more = '', port = 8080) =>
  `{type: RequestMirror, requestMirror: {backendRef: {name: ${name}, port: ${String(port)}}${more}}}`;
const rule = (path: string, more: string, refs = to('one')) =>
  `    - {matches: [{path: {value: ${path}}}], ${more}, ${refs}}`;
const changed =
  '{type: RequestHeaderModifier, requestHeaderModifier: {set: [{name: x-set, value: a}]}}';
const rewritten =
  '{type: URLRewrite, urlRewrite: {path: {type: ReplacePrefixMatch, replacePrefixMatch: /new}}}';
const session = (more: string) => `sessionPersistence: {${more}}`;
const both = 'backendRefs: [{name: one, port: 8080, weight: 3}, {name: two, port: 8080}]';

const suite: Suite = {
  name: 'effects',
  ports: ['http'],
  services: ['app/one', 'app/two', 'app/copy', 'app/more'],
  keepGoing: true,
  manifests: ({ http }) =>
    gateway(`{name: http, protocol: HTTP, port: ${http}}`) +
    service('copy', { 8080: 'http', 8081: 'kubernetes.io/h2c' }) +
    route(
      'all',
      `hostnames: [effects.test]
  rules:
${rule('/copied', `filters: [${mirror('copy')}]`)}
${rule('/h2c', `filters: [${mirror('copy', '', 8081)}]`)}
${rule('/twice', `filters: [${mirror('copy')}, ${mirror('more')}]`)}
${rule('/half', `filters: [${mirror('copy', ', percent: 50')}]`)}
${rule('/fifth', `filters: [${mirror('copy', ', fraction: {numerator: 1, denominator: 5}')}]`)}
${rule('/never', `filters: [${mirror('copy', ', percent: 0')}]`)}
${rule('/lost', `filters: [${mirror('missing')}]`)}
${rule('/changed', `filters: [${mirror('copy')}, ${changed}, ${rewritten}]`)}
${rule('/retry', 'retry: {codes: [500, 503], attempts: 2}')}
${rule('/patient', 'retry: {codes: [503], attempts: 1}, timeouts: {backendRequest: 300ms}')}
${rule('/within', 'retry: {codes: [501], attempts: 3}, timeouts: {request: 800ms}')}
${rule('/each', 'retry: {codes: [503], attempts: 2}, timeouts: {request: 5s, backendRequest: 300ms}')}
${rule('/once', 'retry: {codes: [503], attempts: 0}')}
${rule('/session', session('type: Cookie, cookie: {name: "s!d.1"}'), both)}
${rule('/lasting', session('type: Cookie, absoluteTimeout: 1h, cookie: {lifetimeType: Permanent, path: /lasting}'), both)}
${rule('/keyed', session('type: Header, header: {name: x-session}'), both)}
`,
    ),
  cases: [],
};

const proxies = await listProxies();

describe.each(proxies.map((proxy) => [proxy.name, proxy] as const))('%s', (_, proxy) => {
  let backends: EchoBackends;
  let served: Served;

  beforeAll(async () => {
    backends = await startEchoBackends(suite.services);
    served = await serveManifests(suite, proxy, backends);
  });

  afterAll(async () => {
    await served.stop();
    await backends.stop();
  });

  const ask = (path: string, more: Partial<CaseRequest> = {}) =>
    answerOf({ path, host, ...more }, served.ports);
  const gotBy = (backend: string, path: string) =>
    backends
      .get(`app/${backend}`)
      .received()
      .filter(({ url }) => url.startsWith(path));

  /** Waits until a backend has got so many requests, and a little longer for more. */
  async function settled(backend: string, path: string, count: number) {
    await expect.poll(() => gotBy(backend, path).length, { timeout: 3000 }).toBe(count);
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(gotBy(backend, path)).toHaveLength(count);
    return gotBy(backend, path);
  }

  describe('mirrors', () => {
    test('a copy with method, path, headers and body', async () => {
      const answer = await ask('/copied/x%20y?q=%2F', {
        method: 'POST',
        body: 'content',
        headers: [['x-sent', '1']],
      });
      expect(answer).toMatchObject({ status: 200, reply: { backend: 'app/one', body: 'content' } });
      const [copy] = await settled('copy', '/copied', 1);
      expect(copy).toMatchObject({
        method: 'POST',
        url: '/copied/x%20y?q=%2F',
        body: 'content',
        headers: expect.arrayContaining([
          [expect.stringMatching(/^host$/i), host],
          [expect.stringMatching(/^x-sent$/i), '1'],
        ]) as unknown,
      });
    });

    test('a path is normalised for both', async () => {
      await ask('/copied//a//b');
      expect(gotBy('one', '/copied/a/b')).toHaveLength(1);
      await settled('copy', '/copied/a/b', 1);
    });

    test('a mirror that speaks HTTP/2', async () => {
      await ask('/h2c/x?q=1');
      const [copy] = await settled('copy', '/h2c', 1);
      expect(copy).toMatchObject({ httpVersion: '2.0', url: '/h2c/x?q=1' });
    });

    test('several mirrors', async () => {
      await ask('/twice');
      await settled('copy', '/twice', 1);
      await settled('more', '/twice', 1);
    });

    test('copies are what the backend gets', async () => {
      await ask('/changed/x?q=1');
      const [copy] = await settled('copy', '/new/x?q=1', 1);
      expect(copy?.headers).toContainEqual([expect.stringMatching(/^x-set$/i), 'a']);
    });

    test.each([
      ['/half', 0.5],
      ['/fifth', 0.2],
    ])('%s of the requests', async (path, share) => {
      const requests = 400;
      for (let i = 0; i < requests; i++) await ask(path);
      const deviation = Math.sqrt(requests * share * (1 - share));
      expect(Math.abs(gotBy('copy', path).length - requests * share)).toBeLessThan(5 * deviation);
    });

    test('no request, when none is asked for', async () => {
      await ask('/never');
      await settled('copy', '/never', 0);
    });

    test('an invalid mirror does no harm', async () => {
      expect(await ask('/lost')).toMatchObject({ status: 200, reply: { backend: 'app/one' } });
    });
  });

  describe('retries', () => {
    const attempts = (id: string) =>
      backends
        .get('app/one')
        .received()
        .filter(({ url }) => url.includes(id)).length;

    test('until a response is good', async () => {
      const answer = await ask('/retry?gw-status=503&gw-first=2 good'.replace(' ', '%20'));
      expect(answer).toMatchObject({ status: 200 });
      expect(attempts('good')).toBe(3);
    });

    test('no more than so many times; the last response is passed on', async () => {
      const answer = await ask('/retry?gw-status=500&gw-first=9%20bad');
      expect(answer).toMatchObject({ status: 500, reply: { backend: 'app/one' } });
      expect(attempts('bad')).toBe(3);
    });

    test('with method and body', async () => {
      const answer = await ask('/retry?gw-status=503&gw-first=1%20post', {
        method: 'POST',
        body: 'x'.repeat(100_000),
      });
      expect(answer).toMatchObject({ status: 200, reply: { body: 'x'.repeat(100_000) } });
      expect(attempts('post')).toBe(2);
    });

    test('not for other codes', async () => {
      expect(await ask('/retry?gw-status=502&gw-first=1%20other')).toMatchObject({ status: 502 });
      expect(attempts('other')).toBe(1);
    });

    test('when the connection breaks', async () => {
      expect(await ask('/retry?gw-close=1&gw-first=1%20broken')).toMatchObject({ status: 200 });
      expect(attempts('broken')).toBe(2);
    });

    test('when an attempt takes too long', async () => {
      expect(await ask('/patient?gw-delay=2000&gw-first=1%20slow')).toMatchObject({ status: 200 });
      expect(attempts('slow')).toBe(2);
    });

    test('within the time for all attempts', async () => {
      expect(await ask('/within?gw-status=501&gw-first=2%20soon')).toMatchObject({ status: 200 });
      expect(attempts('soon')).toBe(3);
      const began = Date.now();
      const late = await ask('/within?gw-status=501&gw-delay=300&gw-first=9%20late');
      expect(late).toMatchObject({ status: 504, reply: null });
      // All attempts would take 3 s.
      expect(Date.now() - began).toBeLessThan(2000);
      expect(Date.now() - began).toBeGreaterThan(600);
    });

    test('the last response within the time is passed on', async () => {
      const answer = await ask('/within?gw-status=501&gw-first=9%20last');
      expect(answer).toMatchObject({ status: 501, reply: { backend: 'app/one' } });
      expect(attempts('last')).toBe(4);
    });

    test('within the time for all, when an attempt takes too long or breaks', async () => {
      expect(await ask('/each?gw-delay=2000&gw-first=1%20stuck')).toMatchObject({ status: 200 });
      expect(await ask('/each?gw-close=1&gw-first=1%20cut')).toMatchObject({ status: 200 });
      expect([attempts('stuck'), attempts('cut')]).toEqual([2, 2]);
    });

    test('not at all with zero attempts', async () => {
      expect(await ask('/once?gw-status=503&gw-first=1%20zero')).toMatchObject({ status: 503 });
      expect(attempts('zero')).toBe(1);
    });
  });

  describe('sessions', () => {
    const field = (answer: Awaited<ReturnType<typeof ask>>, wanted: string) =>
      answer.kind === 'response'
        ? (answer.response.headers.find(([key]) => key.toLowerCase() === wanted)?.[1] ?? null)
        : null;
    const backendOf = (answer: Awaited<ReturnType<typeof ask>>) =>
      answer.kind === 'response' ? answer.reply?.backend : null;

    test('a cookie keeps a client with its endpoint', async () => {
      const served = new Set<unknown>();
      for (let client = 0; client < 32; client++) {
        const first = await ask('/session');
        const cookie = field(first, 'set-cookie');
        expect(cookie).toMatch(/^s!d\.1=[^;]+; .*Path=\//i);
        expect(cookie).not.toMatch(/Max-Age|Expires/i);
        served.add(backendOf(first));
        const [pair = ''] = (cookie ?? '').split(';');
        for (let i = 0; i < 5; i++) {
          const again = await ask('/session', { headers: [['Cookie', `other=1; ${pair}; z=2`]] });
          expect(backendOf(again)).toBe(backendOf(first));
        }
      }
      expect([...served].sort()).toEqual(['app/one', 'app/two']);
    });

    test('a cookie that nobody gave is no session', async () => {
      const answer = await ask('/session', { headers: [['Cookie', 's!d.1=made-up']] });
      expect(answer).toMatchObject({ status: 200 });
      expect(field(answer, 'set-cookie')).toMatch(/^s!d\.1=/);
    });

    test('a permanent cookie says for how long', async () => {
      expect(field(await ask('/lasting'), 'set-cookie')).toMatch(
        /^gw-[0-9a-f]{12}=(?=.*Max-Age=3600)(?=.*Path=\/lasting)/i,
      );
    });

    test('a header keeps a client with its endpoint', async () => {
      const first = await ask('/keyed');
      const key = field(first, 'x-session');
      expect(key).toMatch(/./);
      for (let i = 0; i < 10; i++)
        expect(backendOf(await ask('/keyed', { headers: [['X-Session', key ?? '']] }))).toBe(
          backendOf(first),
        );
    });

    test('new clients are spread by weight', async () => {
      const requests = 200;
      let ones = 0;
      for (let i = 0; i < requests; i++)
        if (backendOf(await ask('/session')) === 'app/one') ones += 1;
      expect(Math.abs(ones - requests * 0.75)).toBeLessThan(5 * Math.sqrt(requests * 0.75 * 0.25));
    });
  });
});
