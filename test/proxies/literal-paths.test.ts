import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { encodePath } from '../../src/target/url-path.ts';
import { answerOf, type Answer } from '../support/ask.ts';
import { startEchoBackends, type EchoBackends } from '../support/http/echo-server.ts';
import { everywhere, letters, randomTexts } from '../support/nasty-text.ts';
import { listProxies } from '../support/proxies/proxies.ts';
import { serveText, type Served } from '../support/serve.ts';

const values = [
  ...everywhere([...letters, 'é', '日', '🚀']),
  ...['\\0', '\\1\\9', '%00', '%2f', '%41', '%C3%A9', '%zz', '$1', '$args', '${uri}', '%REQ(a)%'],
  ...randomTexts(80, 31),
];

/** What the rules do with a value: all of the path, its beginning, or a Location. */
const changes = [
  (path: string) =>
    `{type: URLRewrite, urlRewrite: {path: {type: ReplaceFullPath, replaceFullPath: ${path}}}}`,
  (path: string) =>
    `{type: URLRewrite, urlRewrite: {path: {type: ReplacePrefixMatch, replacePrefixMatch: ${path}}}}`,
  (path: string) =>
    `{type: RequestRedirect, requestRedirect: {path: {type: ReplaceFullPath, replaceFullPath: ${path}}}}`,
] as const;

const perRoute = 15;
const rule = (index: number, value: string, kind: number): string => {
  const filter = changes[kind]?.(JSON.stringify(`/x${value}`)) ?? '';
  const to = kind === 2 ? '' : ', backendRefs: [{name: one, port: 8080}]';
  return `    - {matches: [{path: {value: /p${kind}/${index}}}], filters: [${filter}]${to}}\n`;
};

function manifests(): string {
  const rules = [0, 1, 2].flatMap((kind) => values.map((value, index) => rule(index, value, kind)));
  const routes = Array.from({ length: Math.ceil(rules.length / perRoute) }, (_, index) => {
    const own = rules.slice(index * perRoute, (index + 1) * perRoute).join('');
    return `---
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: {name: r${index}, namespace: app}
spec:
  parentRefs: [{name: web}]
  rules:
${own}`;
  });
  return `apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: {name: web, namespace: app}
spec: {gatewayClassName: test, listeners: [{name: http, protocol: HTTP, port: 8080}]}
${routes.join('')}`;
}

/** How the value has to come out, but for the case of escapes. */
const expected = (value: string): string => encodePath(`/x${value}`);

describe.each((await listProxies()).map((proxy) => [proxy.name, proxy] as const))(
  '%s sends every path of a manifest as it is',
  (_, proxy) => {
    let backends: EchoBackends;
    let served: Served;

    beforeAll(async () => {
      backends = await startEchoBackends(['app/one:8080']);
      const text = manifests();
      served = await serveText(
        // What a target refuses answers 500: see below.
        { text, services: ['app/one:8080'], secrets: {}, ports: [8080], keepGoing: true },
        proxy,
        backends,
      );
    });

    afterAll(async () => {
      await served.stop();
      await backends.stop();
    });

    const ask = (kind: number, index: number): Promise<Answer> =>
      answerOf({ path: `/p${kind}/${index}`, host: 'h.test', port: '8080' }, served.ports);

    test.each([
      ['ReplaceFullPath', 0],
      ['ReplacePrefixMatch', 1],
      ['Location', 2],
    ])('%s', async (_name, kind) => {
      const wrong: unknown[] = [];
      let refused = 0;
      for (const [index, value] of values.entries()) {
        const answer = await ask(kind, index);
        if (answer.kind === 'refused') throw new Error(`no answer for ${value}`);
        const location = answer.response.header('location')[0];
        const got = kind === 2 ? location?.replace(/^http:\/\/h\.test:\d+/, '') : answer.reply?.url;
        // A slash at the end of a prefix counts as none.
        const want = kind === 1 ? expected(value).replace(/\/$/, '') : expected(value);
        if (answer.status === 500) refused += 1;
        else if (got !== want) wrong.push([value, answer.status, got, want]);
      }
      expect(wrong).toEqual([]);
      expect(refused).toBeLessThan(values.length / 20);
    });
  },
);
