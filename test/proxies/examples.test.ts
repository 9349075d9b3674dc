import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parseFiles } from '../../src/parse/index.ts';
import { answerOf, check } from '../support/ask.ts';
import { listFixtures, type Fixture } from '../support/fixtures.ts';
import { startEchoBackends, type EchoBackends } from '../support/http/echo-server.ts';
import type { Field } from '../support/http/http1-response.ts';
import { listProxies } from '../support/proxies/proxies.ts';
import { serveText, type Served } from '../support/serve.ts';

/** `requests.json` beside an example's manifests. */
interface Requests {
  readonly secrets: Readonly<Record<string, readonly [string, ...string[]]>>;
  readonly requests: readonly ExampleRequest[];
}

interface ExampleRequest {
  readonly port: number;
  readonly path: string;
  readonly host: string;
  readonly sni?: string;
  readonly headers?: readonly Field[];
  readonly status: number | 'refused';
  readonly backend?: string;
  readonly forwarded?: string;
  readonly location?: string;
}

const proxies = await listProxies();
const examples = listFixtures('examples/').map((fixture) => [fixture.name, fixture] as const);

function requestsOf({ folder }: Fixture): Requests {
  return JSON.parse(readFileSync(path.join(folder, 'requests.json'), 'utf8')) as Requests;
}

/** `namespace/name:port` of every Service that an example's routes refer to. */
function servicesOf({ inputs }: Fixture): readonly string[] {
  const found = new Set<string>();
  for (const { value } of parseFiles(inputs).value.documents) {
    const namespace = /"namespace":"([^"]+)"/.exec(JSON.stringify(value['metadata']))?.[1] ?? '';
    for (const [, ref = ''] of JSON.stringify(value).matchAll(/"backendRefs":\[(.*?)\]/g))
      for (const { name, port, namespace: other = namespace } of JSON.parse(`[${ref}]`) as {
        name: string;
        port: number;
        namespace?: string;
      }[])
        found.add(`${other}/${name}:${port}`);
  }
  return [...found].sort();
}

test('there are enough of them', () => {
  expect(examples.length).toBeGreaterThanOrEqual(10);
});

describe.each(proxies.map((proxy) => [proxy.name, proxy] as const))('%s', (_, proxy) => {
  describe.each(examples)('%s', (_name, example) => {
    const { secrets, requests } = requestsOf(example);
    let backends: EchoBackends;
    let served: Served;

    beforeAll(async () => {
      const services = servicesOf(example);
      backends = await startEchoBackends(services);
      const text = example.inputs.map((file) => file.text).join('\n---\n');
      const ports = [...new Set(requests.map(({ port }) => port))];
      served = await serveText(
        { text, services, secrets, ports, keepGoing: false },
        proxy,
        backends,
      );
    });

    afterAll(async () => {
      await served.stop();
      await backends.stop();
    });

    test.each(requests.map((each) => [`${each.host}:${each.port}${each.path}`, each] as const))(
      '%s',
      async (_title, { port, path: target, host, sni, headers, ...expected }) => {
        const answer = await answerOf(
          {
            port: String(port),
            path: target,
            host,
            ...(sni === undefined ? {} : { sni }),
            ...(headers === undefined ? {} : { headers }),
          },
          served.ports,
        );
        const { status, backend, forwarded, location } = expected;
        check(
          answer,
          {
            status,
            ...(forwarded === undefined ? {} : { forwarded: { path: forwarded } }),
            ...(location === undefined ? {} : { headers: { location } }),
          },
          served.ports[String(port)],
        );
        if (backend !== undefined && answer.kind === 'response')
          expect(answer.reply?.backend.split(':')[0]).toBe(backend);
      },
    );
  });
});
