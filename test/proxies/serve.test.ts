import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startEchoBackends, type EchoBackends } from '../support/http/echo-server.ts';
import { repository } from '../support/fixtures.ts';
import { listProxies, type Proxy } from '../support/proxies/proxies.ts';
import { answerOf, check, tunnelThrough } from '../support/ask.ts';
import { serveManifests, type Served } from '../support/serve.ts';
import type { Case, Difference } from './cases/case.ts';
import { suites } from './cases/index.ts';

const proxies = await listProxies();

function differenceOf({ differs }: Case, name: Proxy['name']): Difference | undefined {
  return differs?.find(({ on }) => on.includes(name));
}

function titleOf(each: Case, name: Proxy['name']): string {
  const difference = differenceOf(each, name);
  if (difference === undefined) return each.name;
  return `${each.name} (${difference.because})`;
}

test('every difference is told', () => {
  const support = readFileSync(path.join(repository, 'SUPPORT.md'), 'utf8');
  const reasons = suites
    .flatMap(({ cases }) => cases.flatMap(({ differs }) => differs ?? []))
    .map(({ because }) => because);
  expect(reasons.filter((reason) => !support.includes(reason))).toEqual([]);
});

describe.each(proxies.map((proxy) => [proxy.name, proxy] as const))('%s', (name, proxy) => {
  describe.each(suites.map((suite) => [suite.name, suite] as const))('%s', (_, suite) => {
    let backends: EchoBackends;
    let served: Served;

    beforeAll(async () => {
      backends = await startEchoBackends([...suite.services, ...(suite.endpoints ?? [])]);
      served = await serveManifests(suite, proxy, backends);
    });

    afterAll(async () => {
      await served.stop();
      await backends.stop();
    });

    test.each(suite.cases.map((each) => [titleOf(each, name), each] as const))(
      '%s',
      async (_title, each) => {
        const port = served.ports[each.request.port ?? 'http'];
        const expected = differenceOf(each, name)?.expect ?? each.expect;
        check(await answerOf(each.request, served.ports), expected, port);
      },
    );

    for (const { name: title, request, requests, shares } of suite.shares ?? [])
      test(title, async () => {
        const counts = new Map<string, number>();
        for (let i = 0; i < requests; i++) {
          const answer = await answerOf(request, served.ports);
          if (answer.kind === 'refused') throw new Error('the connection was refused');
          const who = answer.reply?.backend.split('/')[1] ?? String(answer.status);
          counts.set(who, (counts.get(who) ?? 0) + 1);
        }
        // What is too rare for so few requests need not have come.
        const due = Object.keys(shares).filter((who) => (shares[who] ?? 0) * requests >= 20);
        expect(Object.keys(shares)).toEqual(expect.arrayContaining([...counts.keys()]));
        expect([...counts.keys()]).toEqual(expect.arrayContaining(due));
        // Four standard deviations of a fair draw: wrong once in some 16,000 runs at worst.
        for (const [who, share] of Object.entries(shares)) {
          const spread = 4 * Math.sqrt((share * (1 - share)) / requests);
          expect(Math.abs((counts.get(who) ?? 0) / requests - share)).toBeLessThanOrEqual(spread);
        }
      });

    for (const { name: title, request, backend } of suite.tunnels ?? [])
      test(title, async () => {
        const tunnel = await tunnelThrough(request, served.ports);
        expect(tunnel).toEqual({ status: 101, backend: `app/${backend}`, echoed: 'one, two' });
      });
  });
});
