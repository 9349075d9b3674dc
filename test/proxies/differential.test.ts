import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadSchemas } from '../../src/assets/load.ts';
import { parseRequest } from '../../src/trace/request.ts';
import { traceable, type Traceable } from '../../src/trace-of.ts';
import type { HeaderChange, Outcome, Share } from '../../src/trace/model.ts';
import { pathPolicies, type PathPolicy } from '../../src/target/path-policy.ts';
import { answerOf, type Answer } from '../support/ask.ts';
import { optionsWith } from '../support/fixtures.ts';
import {
  startEchoBackends,
  type EchoBackends,
  type EchoReply,
} from '../support/http/echo-server.ts';
import type { Field } from '../support/http/http1-response.ts';
import { listProxies, type Proxy } from '../support/proxies/proxies.ts';
import { randomGroup, services, type RandomRequest } from '../support/random-manifests.ts';
import { serveManifests, type Served } from '../support/serve.ts';
import { versionOf } from '../support/versions.ts';
import { gateway, type Suite } from './cases/case.ts';

// The matcher (src/trace) and the proxies must do the same with any request. For a long run:
// GATEWRIGHT_DIFFERENTIAL=500 GATEWRIGHT_SEED=7 npx vitest run test/proxies/differential.test.ts
const GROUPS = Number(process.env['GATEWRIGHT_DIFFERENTIAL'] ?? 25);
const SEED = Number(process.env['GATEWRIGHT_SEED'] ?? 1);
const REQUESTS = 25;

const groups = fc
  .sample(fc.gen(), { numRuns: 1, seed: SEED })
  .flatMap((generate) =>
    Array.from({ length: GROUPS }, (_, index) =>
      generate(randomGroup, `g${String(index)}`, REQUESTS),
    ),
  );

const suite: Suite = {
  name: 'random',
  ports: ['http'],
  services: services.map((name) => `app/${name}`),
  keepGoing: true,
  manifests: ({ http }) =>
    [
      gateway(
        `{name: http, protocol: HTTP, port: ${http}}`,
        `{name: own, protocol: HTTP, port: ${http}, hostname: "*.g0.test"}`,
      ),
      ...groups.flatMap(({ routes }) => routes.map((route) => JSON.stringify(route))),
    ].join('\n---\n'),
  cases: [],
};

const proxies = await listProxies();
const schemas = await loadSchemas();

const runs = proxies.flatMap((proxy) =>
  pathPolicies.map((policy) => [`${proxy.name}, ${policy}`, proxy, policy] as const),
);

describe.each(runs)('%s', (_, proxy, policy) => {
  let backends: EchoBackends;
  let served: Served;
  let matcher: Traceable;

  beforeAll(async () => {
    backends = await startEchoBackends(suite.services);
    const target = { pathPolicy: policy };
    served = await serveManifests({ ...suite, target }, proxy, backends);
    matcher = matcherFor(proxy, policy, served.ports);
  });

  afterAll(async () => {
    await served.stop();
    await backends.stop();
  });

  test(`does what the matcher says with ${GROUPS * REQUESTS} requests`, async () => {
    const wrong: unknown[] = [];
    for (const request of groups.flatMap(({ requests }) => requests)) {
      const expected = outcomeFor(request);
      const { target: path, ...rest } = request;
      const answer = await answerOf({ path, ...rest }, served.ports);
      const problem = difference(expected, answer);
      if (problem !== null) wrong.push({ request, problem, expected });
    }
    if (wrong.length > 0)
      console.error(
        wrong
          .slice(0, 40)
          .map((each) => JSON.stringify(each))
          .join('\n'),
      );
    expect(wrong.length).toBe(0);
  });

  function outcomeFor({ method, target, host, headers }: RandomRequest): Outcome {
    const parsed = parseRequest({
      method,
      url: `http://host.test:${String(served.ports['http'])}${target}`,
      headers: [`Host: ${host}`, ...headers.map(([name, value]) => `${name}: ${value}`)],
      sni: null,
    });
    if (parsed.kind === 'wrong') throw new Error(parsed.why);
    const outcome = matcher.trace(parsed.request).gateways[0]?.results[0]?.outcome;
    if (outcome === undefined) throw new Error('no Gateway');
    return outcome;
  }
});

function matcherFor(
  proxy: Proxy,
  pathPolicy: PathPolicy,
  ports: Readonly<Record<string, number>>,
): Traceable {
  const options = optionsWith({
    channel: 'experimental',
    targets: [proxy.target],
    keepGoing: true,
    endpoints: services.map((service) => ({
      namespace: 'app',
      service,
      port: 8080,
      host: '127.0.0.1',
      targetPort: 1,
    })),
    target: {
      pathPolicy,
      ...(proxy.target === 'nginx' ? { nginxVersion: versionOf(proxy.version) } : {}),
    },
  });
  return traceable([{ name: 'suite.yaml', text: suite.manifests(ports, {}) }], options, schemas);
}

/** What is wrong with an answer; null for nothing. */
function difference(expected: Outcome, answer: Answer): string | null {
  if (expected.kind === 'closed' || expected.kind === 'connection' || answer.kind === 'refused')
    return answer.kind === 'refused' && expected.kind === 'closed' ? null : 'the connection';
  const { response, reply } = answer;
  if (expected.kind === 'forward') {
    // Several backendRefs may name one Service.
    const problems = expected.shares
      .filter(({ backend, status }) =>
        reply === null ? status === answer.status : `app/${backend?.name ?? ''}` === reply.backend,
      )
      .map((share) => received(share, reply) ?? changed(share.response, response.headers));
    const [first = `answered by ${reply?.backend ?? ''} ${String(answer.status)}`] = problems;
    return problems.includes(null) ? null : first;
  }
  if (reply !== null) return `a backend answered: ${reply.backend}`;
  if (answer.status !== expected.status) return `status ${String(answer.status)}`;
  const [location] = response.header('location');
  if (expected.kind === 'redirect' && location !== expected.location)
    return `Location ${String(location)}`;
  return changed(expected.response, response.headers);
}

const unknown = /^(?::|host$|connection$|content-length$|transfer-encoding$|x-envoy-|x-forwarded-)/;

function received({ request }: Share, reply: EchoReply | null): string | null {
  if (request === null || reply === null)
    return request === null && reply === null ? null : 'the backend';
  if (reply.url !== request.path) return `path ${reply.url}`;
  if (reply.method !== request.method) return `method ${reply.method}`;
  const host = joined(reply.headers, 'host');
  if (host !== request.host) return `Host ${String(host)}`;
  const pairs = request.headers.map(({ name, value }) => [name, value] as const);
  const names = [...pairs, ...reply.headers].map(([name]) => name.toLowerCase());
  for (const name of new Set(names)) {
    if (unknown.test(name)) continue;
    const [wanted, got] = [joined(pairs, name), joined(reply.headers, name)];
    if (wanted !== got)
      return `header ${name}: ${JSON.stringify(got)}, not ${JSON.stringify(wanted)}`;
  }
  return null;
}

/** Two lines and one line with a comma mean the same (RFC 9110, section 5.3). */
function joined(fields: readonly Field[], name: string): string | null {
  const found = fields.filter(([field]) => field.toLowerCase() === name);
  return found.length === 0
    ? null
    : found.map(([, value]) => value.split(/, */).join(', ')).join(', ');
}

function changed(changes: readonly HeaderChange[], fields: readonly Field[]): string | null {
  for (const { name, change, values } of changes) {
    const got = joined(fields, name.toLowerCase());
    const fits =
      change === 'remove'
        ? got === null
        : change === 'set'
          ? got === values.join(', ')
          : values.every((value) => got?.includes(value) === true);
    if (!fits) return `response header ${name}: ${JSON.stringify(got)}`;
  }
  return null;
}
