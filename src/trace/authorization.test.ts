import { expect, test } from 'vitest';
import { optionsWith } from '../../test/support/fixtures.ts';
import { loadSchemas } from '../assets/load.ts';
import type { TargetName } from '../diagnostics/diagnostic.ts';
import { traceable } from '../trace-of.ts';
import type { AskServers, AuthQuestion } from './authorization-servers.ts';
import { parseRequest } from './request.ts';

const asking = (server: string, more: string) =>
  `{type: ExternalAuth, externalAuth: {protocol: HTTP, backendRef: {name: ${server}, port: 80}, http: {${more}}}}`;
const token = 'allowedHeaders: [x-token], allowedResponseHeaders: [x-user]';
const overGrpc =
  '{type: ExternalAuth, externalAuth: {protocol: GRPC, backendRef: {name: authz, port: 80}, grpc: {}}}';
const listener = (name: string, ...filters: readonly string[]) =>
  `    - {name: ${name}, hostname: ${name}.test, protocol: HTTP, port: 80, filters: {requests: [${filters.join(', ')}]}}\n`;
const service = (name: string) => `---
apiVersion: v1
kind: Service
metadata: {name: ${name}, namespace: app}
spec: {ports: [{port: 80}]}
`;

const manifests = `apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: {name: web, namespace: app}
spec:
  gatewayClassName: test
  listeners:
    - {name: open, hostname: open.test, protocol: HTTP, port: 80}
${listener('guarded', asking('authz', `path: /check/, ${token}`))}${listener('twice', asking('authz', token), asking('authz', 'allowedHeaders: [x-user], allowedResponseHeaders: [x-more]'))}${listener('missing', asking('missing', token))}${listener('grpc', overGrpc)}---
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: {name: all, namespace: app}
spec:
  parentRefs: [{name: web}]
  hostnames: [open.test, a.test, guarded.test, twice.test, missing.test, grpc.test]
  rules:
    - {matches: [{path: {value: /a}, headers: [{name: x-user, value: alice}]}], filters: [{type: RequestRedirect, requestRedirect: {hostname: alice.test}}]}
    - {matches: [{path: {value: /a}}], backendRefs: [{name: one, port: 80}]}
    - {matches: [{path: {value: /own}}], filters: [${asking('authz', token)}], backendRefs: [{name: one, port: 80}]}
${service('one')}${service('authz')}`;

const schemas = await loadSchemas();

/** What comes of a request, and what the server was asked. */
function traced(
  target: TargetName,
  url: string,
  headers: readonly string[] = [],
  answer: { readonly status: number; readonly user?: string } = { status: 200 },
) {
  const questions: AuthQuestion[] = [];
  const options = optionsWith({ channel: 'experimental', targets: [target], keepGoing: true });
  const { trace } = traceable([{ name: 'a.yaml', text: manifests }], options, schemas);
  const ask: AskServers = (question) => {
    questions.push(question);
    const { status, user } = answer;
    return { status, headers: user === undefined ? [] : [{ name: 'X-User', value: user }] };
  };
  const parsed = parseRequest({ method: 'POST', url, headers, sni: null });
  if (parsed.kind === 'wrong') throw new Error(parsed.why);
  const outcome = trace(parsed.request, ask).gateways[0]?.results[0]?.outcome;
  return { outcome, questions };
}

const both = ['nginx', 'envoy'] as const;

test.each(both)('%s: a listener with a filter that cannot be run answers 500', (target) => {
  const why = 'the filters of the listener cannot be run';
  for (const path of ['/a', '/nowhere', '/a/../b'])
    expect(traced(target, `http://missing.test${path}`)).toEqual({
      outcome: { kind: 'response', status: 500, why, filters: [], response: [] },
      questions: [],
    });
});

test('so does one whose filter the target does not know', () => {
  expect(traced('nginx', 'http://grpc.test/a').outcome).toMatchObject({ status: 500 });
  expect(traced('envoy', 'http://grpc.test/a').outcome).toMatchObject({ kind: 'forward' });
});

test.each(both)('%s: a listener’s server is asked before rules are looked at', (target) => {
  const headers = ['x-token: t', 'authorization: b', 'x-other: no', 'x-user: mallory'];
  const { outcome, questions } = traced(target, 'http://guarded.test/a?q', headers, {
    status: 200,
    user: 'alice',
  });
  expect(outcome).toMatchObject({ kind: 'redirect', location: 'http://alice.test/a?q' });
  expect(questions).toEqual([
    {
      protocol: 'http',
      method: 'POST',
      path: '/check/a?q',
      host: 'guarded.test',
      headers: [
        { name: 'x-token', value: 't' },
        { name: 'authorization', value: 'b' },
      ],
      bodyLimit: 0,
    },
  ]);
});

test.each(both)('%s: the next server sees what the first has brought', (target) => {
  const { questions } = traced(target, 'http://twice.test/a', [], { status: 200, user: 'alice' });
  expect(questions.map(({ headers }) => headers)).toEqual([
    [],
    [{ name: 'X-User', value: 'alice' }],
  ]);
});

test.each(both)('%s: nobody is asked about what is refused anyhow', (target) => {
  expect(traced(target, 'http://guarded.test/a%2fb').outcome).toMatchObject({ status: 400 });
  expect(traced(target, 'http://guarded.test/a%2fb').questions).toEqual([]);
  expect(traced(target, 'http://open.test/a').questions).toEqual([]);
});

test.each(both)('%s: requests that no rule takes are asked about', (target) => {
  const url = 'http://guarded.test/nowhere';
  expect(traced(target, url, [], { status: 403 }).outcome).toMatchObject({ status: 403 });
  expect(traced(target, url).outcome).toMatchObject({ status: 404 });
});

test.each(both)('%s: a rule’s server decides about the request, not about the rule', (target) => {
  const { outcome } = traced(target, 'http://open.test/own', [], { status: 200, user: 'alice' });
  expect(outcome).toMatchObject({
    kind: 'forward',
    shares: [
      {
        request: {
          headers: expect.arrayContaining([
            { name: 'X-User', value: 'alice', from: 'sent' },
          ]) as unknown,
        },
      },
    ],
  });
});

test.each([
  ['nginx', 401, 401],
  ['nginx', 302, 403],
  ['nginx', 404, 403],
  ['nginx', 503, 500],
  ['envoy', 302, 302],
  ['envoy', 404, 404],
  ['envoy', 204, 204],
  ['envoy', 503, 500],
] as const)('%s makes of %i %i', (target, status, told) => {
  for (const url of ['http://open.test/own', 'http://guarded.test/a'])
    expect(traced(target, url, [], { status }).outcome).toMatchObject({
      kind: 'response',
      status: told,
      why: `the authorization server answers ${String(status)}`,
    });
});
