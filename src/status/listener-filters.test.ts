import { expect, test } from 'vitest';
import { loadSchemas } from '../assets/schemas.ts';
import type { TargetName } from '../diagnostics/diagnostic.ts';
import { statusOf } from '../status-of.ts';
import { optionsWith } from '../../test/support/fixtures.ts';

// GEP-5224, "Status Reporting".

const schemas = loadSchemas();

function conditionsOf(filters: string, target: TargetName) {
  const text = `
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: {name: g, namespace: app, generation: 2}
spec:
  gatewayClassName: ours
  listeners:
    - {name: http, port: 80, protocol: HTTP, filters: {requests: [${filters}]}}
---
apiVersion: v1
kind: Service
metadata: {name: authz, namespace: app}
spec: {ports: [{port: 80}]}
`;
  const files = [{ name: 'a.yaml', text }];
  const options = optionsWith({ channel: 'experimental' });
  const found = statusOf(files, options, schemas, target).find(({ kind }) => kind === 'Gateway');
  if (found?.kind !== 'Gateway') throw new Error('no status of the Gateway');
  const conditions = found.status.listeners[0]?.conditions ?? [];
  return conditions
    .filter(({ type }) => type !== 'Conflicted')
    .map(({ type, status, reason, message }) => `${type}=${status} ${reason} ${message}`.trim());
}

const auth = (backend: string, more = 'protocol: HTTP, http: {allowedResponseHeaders: [x-user]}') =>
  `{type: ExternalAuth, externalAuth: {backendRef: {port: 80, ${backend}}, ${more}}}`;

const fine = ['Accepted=True Accepted', 'ResolvedRefs=True ResolvedRefs'];

test.each<readonly [string, TargetName, string, readonly string[]]>([
  ['that is fine', 'envoy', auth('name: authz'), [...fine, 'Programmed=True Programmed']],
  ['that is fine', 'nginx', auth('name: authz'), [...fine, 'Programmed=True Programmed']],
  [
    'of a kind that nobody knows',
    'envoy',
    `${auth('name: authz')}, {type: ExtensionRef, extensionRef: {group: a.test, kind: B, name: c}}`,
    [
      'Accepted=False UnsupportedValue filters.requests[1]: filters of type ExtensionRef are not supported',
      'ResolvedRefs=True ResolvedRefs',
      'Programmed=False Invalid',
    ],
  ],
  [
    'that a target lacks',
    'nginx',
    auth('name: authz', 'protocol: GRPC, grpc: {}'),
    [
      'Accepted=False UnsupportedValue filters.requests[0]: nginx: NGINX’s stock modules do not speak Envoy’s authorization protocol',
      'ResolvedRefs=True ResolvedRefs',
      'Programmed=False Invalid',
    ],
  ],
  [
    'that would change Host',
    'envoy',
    auth('name: authz', 'protocol: HTTP, http: {allowedResponseHeaders: [HOST]}'),
    [
      'Accepted=False InvalidListenerFilter filters.requests[0]: a filter of a listener cannot change Host',
      'ResolvedRefs=True ResolvedRefs',
      'Programmed=False Invalid',
    ],
  ],
  [
    'whose server is not there',
    'envoy',
    auth('name: gone'),
    [
      'Accepted=True Accepted',
      'ResolvedRefs=False InvalidListenerFilterRef filters.requests[0]: Service app/gone is not in the input',
      'Programmed=False Invalid',
    ],
  ],
  [
    'whose server is another namespace’s',
    'envoy',
    auth('name: authz, namespace: other'),
    [
      'Accepted=True Accepted',
      'ResolvedRefs=False RefNotPermitted filters.requests[0]: Gateway app/g may not refer to Service other/authz without a ReferenceGrant in namespace other',
      'Programmed=False Invalid',
    ],
  ],
])('a filter %s, with %s', (_, target, filters, expected) => {
  expect(conditionsOf(filters, target)).toEqual(expected);
});
