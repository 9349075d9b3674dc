import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startEchoBackends, type EchoBackends } from '../support/http/echo-server.ts';
import { listProxies } from '../support/proxies/proxies.ts';
import { answerOf, check } from '../support/ask.ts';
import { serveManifests, type Served } from '../support/serve.ts';
import { suites } from './cases/index.ts';

const proxies = await listProxies();

describe.each(proxies.map((proxy) => [proxy.name, proxy] as const))('%s', (name, proxy) => {
  describe.each(suites.map((suite) => [suite.name, suite] as const))('%s', (_, suite) => {
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

    test.each(suite.cases.map((each) => [each.name, each] as const))('%s', async (_name, each) => {
      const difference = each.differs?.find(({ on }) => on.includes(name));
      const expected = difference?.expect ?? each.expect;
      check(
        await answerOf(each.request, served.ports),
        expected,
        served.ports[each.request.port ?? 'http'],
      );
    });

    for (const { name: title, request, requests, shares } of suite.shares ?? [])
      test(title, async () => {
        const counts = new Map<string, number>();
        for (let i = 0; i < requests; i++) {
          const answer = await answerOf(request, served.ports);
          if (answer.kind === 'refused') throw new Error('the connection was refused');
          const who = answer.reply?.backend.split('/')[1] ?? String(answer.status);
          counts.set(who, (counts.get(who) ?? 0) + 1);
        }
        expect([...counts.keys()].sort()).toEqual(
          Object.keys(shares)

            .sort(),
        );
        // Four standard deviations of a fair draw: wrong once in some 16,000 runs at worst.
        for (const [who, share] of Object.entries(shares)) {
          const spread = 4 * Math.sqrt((share * (1 - share)) / requests);
          expect(Math.abs((counts.get(who) ?? 0) / requests - share)).toBeLessThan(spread);
        }
      });
  });
});
