import { expect, test } from 'vitest';
import { loadSchemas } from '../assets/schemas.ts';
import { optionsWith } from '../../test/support/fixtures.ts';
import { statusOf } from '../status-of.ts';

const schemas = loadSchemas();

const gateway = (namespace: string, name: string, more: string) => `---
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: {name: ${name}, namespace: ${namespace}}
spec:
  gatewayClassName: ours
  ${more}
  listeners: [{name: web, port: 80, protocol: HTTP}]
`;
const text = `${gateway('app', 'first', 'defaultScope: All')}${gateway('other', 'second', 'defaultScope: All')}${gateway('app', 'plain', '')}---
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: {name: r, namespace: app}
spec:
  useDefaultGateways: All
  parentRefs: [{name: plain}]
  rules: [{filters: [{type: RequestRedirect, requestRedirect: {scheme: https}}]}]
`;
const options = optionsWith({ channel: 'experimental' });
const statuses = statusOf([{ name: 'a.yaml', text }], options, schemas, 'envoy');

test('a default Gateway says that it is one', () => {
  const defaults = statuses.flatMap((each) =>
    each.kind === 'Gateway' && each.status.conditions.some(({ type }) => type === 'DefaultGateway')
      ? [each.id.name]
      : [],
  );
  expect(defaults).toEqual(['first', 'second']);
});

test('a route tells of each default Gateway as of one that it names', () => {
  const found = statuses.find(({ kind }) => kind === 'HTTPRoute');
  const parents = found?.kind === 'HTTPRoute' ? found.status.parents : [];
  const shown = parents.map(({ parentRef, conditions: [accepted] }) => [
    parentRef['name'],
    parentRef['namespace'],
    accepted?.reason,
  ]);
  expect(shown).toEqual([
    ['plain', undefined, 'Accepted'],
    ['first', 'app', 'Accepted'],
    ['second', 'other', 'NotAllowedByListeners'],
  ]);
});
