import { expect, test } from 'vitest';
import { resolved } from '../../test/support/resolved.ts';
import type { BackendAddress } from '../ir/index.ts';

const head = `apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: {name: g, namespace: app}
spec:
  gatewayClassName: ours
  listeners: [{name: web, port: 80, protocol: HTTP}, {name: dns, port: 53, protocol: UDP}]
---
`;
const http = (ref: string) => `apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: {name: r, namespace: app}
spec:
  parentRefs: [{name: g, sectionName: web}]
  rules: [{backendRefs: [${ref}]}]
`;
const udp = (ref: string) => `apiVersion: gateway.networking.k8s.io/v1
kind: UDPRoute
metadata: {name: r, namespace: app}
spec:
  parentRefs: [{name: g, sectionName: dns}]
  rules: [{backendRefs: [${ref}]}]
`;
const service = (name: string, spec: string) => `---
apiVersion: v1
kind: Service
metadata: {name: ${name}, namespace: app}
spec: ${spec}
`;
const slice = (body: string, label = 'kubernetes.io/service-name') => `---
apiVersion: discovery.k8s.io/v1
kind: EndpointSlice
metadata: {name: s, namespace: app, labels: {${label}: s}}
addressType: IPv4
${body}
`;
const serviceImport = (spec: string) => `---
apiVersion: multicluster.x-k8s.io/v1alpha1
kind: ServiceImport
metadata: {name: s, namespace: app}
spec: ${spec}
`;
const mapping = (host: string) => ({
  endpoints: [
    { namespace: 'app', service: 's', port: 80, host, targetPort: 8080 },
    { namespace: 'app', service: 's', port: 81, host: '10.9.9.9', targetPort: 1 },
    { namespace: 'other', service: 's', port: 80, host: '10.9.9.9', targetPort: 1 },
  ],
});

type Changes = Parameters<typeof resolved>[1];

function outcome(text: string, changes: Changes = {}): readonly string[] {
  const { ir, diagnostics, findings } = resolved(head + text, changes);
  const hints = diagnostics.map(({ suggestion }) =>
    suggestion === null ? '' : ` (${suggestion})`,
  );
  return [
    ...ir.backends.map(({ address }) => addressText(address)),
    ...findings.map((each, position) => `${each}${hints[position] ?? ''}`),
  ];
}

function addressText(address: BackendAddress): string {
  switch (address.kind) {
    case 'dns':
      return `${address.host}:${String(address.port)}${address.absolute ? ' absolute' : ''}`;
    case 'endpoints':
      return address.endpoints.map((each) => `${each.address} ${String(each.port)}`).join(', ');
  }
}

const s80 = '{name: s, port: 80}';
const import80 = '{group: multicluster.x-k8s.io, kind: ServiceImport, name: s, port: 80}';
const ref = 'HTTPRoute r spec.rules[0].backendRefs[0]';

test.each<readonly [string, string, Changes, readonly string[]]>([
  ['an address that the options give', http(s80), mapping('10.0.0.1'), ['10.0.0.1 8080']],
  ['a name that the options give', http(s80), mapping('Host.example'), ['Host.example:8080']],
  [
    'an import that has the name of a mapped Service',
    http(import80) + serviceImport('{type: ClusterSetIP, ports: [{port: 80}]}'),
    mapping('10.0.0.1'),
    ['s.app.svc.clusterset.local:80'],
  ],
  [
    'a Service',
    http(s80) + service('s', '{ports: [{port: 80}]}'),
    {},
    ['s.app.svc.cluster.local:80'],
  ],
  [
    'a port that the Service lacks',
    http(s80) + service('s', '{ports: [{port: 81}, {port: 82}]}'),
    {},
    [`resolve/backend-port ${ref}.port (81 or 82)`],
  ],
  [
    'a Service without ports',
    http(s80) + service('s', '{type: ClusterIP}'),
    {},
    [`resolve/backend-port ${ref}.port`],
  ],
  [
    'a port of the other transport',
    http(s80) + service('s', '{ports: [{port: 80, protocol: UDP}]}'),
    {},
    [`resolve/backend-port ${ref}.port (80)`],
  ],
  [
    'datagrams',
    udp('{name: s, port: 53}') +
      service('s', '{ports: [{port: 53}, {port: 53, protocol: UDP, name: u}]}'),
    {},
    ['s.app.svc.cluster.local:53'],
  ],
  [
    'an external name',
    http(s80) + service('s', '{type: ExternalName, externalName: Api.Example.}'),
    {},
    ['api.example:80'],
  ],
  [
    'an external name with other ports',
    http(s80) +
      service('s', '{type: ExternalName, externalName: api.example, ports: [{port: 81}]}'),
    {},
    [`resolve/backend-port ${ref}.port (81)`],
  ],
  [
    'an external name that is none',
    http(s80) + service('s', '{type: ExternalName, externalName: "a b"}'),
    {},
    [`resolve/invalid-service-name ${ref}`],
  ],
  [
    'an external name that is left out',
    http(s80) + service('s', '{type: ExternalName}'),
    {},
    [`resolve/invalid-service-name ${ref}`],
  ],
  [
    'endpoints, of which an external name has none',
    http(s80) +
      service('s', '{type: ExternalName, externalName: api.example, ports: [{port: 80}]}') +
      slice('ports: [{port: 8080}]\nendpoints: [{addresses: [10.0.0.1]}]'),
    {},
    ['api.example:80'],
  ],
  [
    'ready endpoints, sorted',
    http(s80) +
      service('s', '{ports: [{port: 80, name: web}]}') +
      slice(`ports: [{port: 9090, name: other}, {port: 1, name: web, protocol: UDP}, {port: 8080, name: web}]
endpoints:
  - {addresses: [10.0.0.2, 10.0.0.9]}
  - {addresses: [10.0.0.1]}
  - {addresses: [10.0.0.1]}
  - {addresses: [10.0.0.3], conditions: {ready: false}}
  - {addresses: [10.0.0.4], conditions: {ready: true}}`),
    {},
    ['10.0.0.1 8080, 10.0.0.2 8080, 10.0.0.4 8080'],
  ],
  [
    'endpoints of no port',
    http(s80) +
      service('s', '{ports: [{port: 80}]}') +
      slice('endpoints: [{addresses: [10.0.0.1]}]'),
    {},
    ['', `resolve/no-ready-endpoints ${ref}.name`],
  ],
  [
    'endpoints of an import',
    http(import80) +
      serviceImport('{type: Headless, ports: [{port: 80}]}') +
      slice(
        'ports: [{port: 8080}]\nendpoints: [{addresses: [10.0.0.1]}]',
        'multicluster.kubernetes.io/service-name',
      ),
    {},
    ['10.0.0.1 8080'],
  ],
  [
    'what is missing',
    http(s80) + service('so', '{ports: [{port: 80}]}'),
    {},
    [`resolve/backend-not-found ${ref}.name (app/so)`],
  ],
  ['what is taken to exist', http(s80), { assumeServices: true }, ['s.app.svc.cluster.local:80']],
  [
    'an import that is taken to exist',
    http(import80),
    { assumeServices: true, clusterDomain: 'a.example' },
    ['s.app.svc.clusterset.local:80'],
  ],
  [
    'another domain of the cluster',
    http(s80),
    { assumeServices: true, clusterDomain: 'a.example' },
    ['s.app.svc.a.example:80'],
  ],
  [
    'a name that is none of a Service',
    http('{name: "s s", port: 80}'),
    { assumeServices: true },
    [`resolve/invalid-service-name ${ref}.name`],
  ],
  [
    'a headless Service with a number',
    http(s80) + service('s', '{clusterIP: None, ports: [{port: 80, targetPort: 8080}]}'),
    {},
    ['s.app.svc.cluster.local:8080'],
  ],
  [
    'a headless Service with a name',
    http(s80) + service('s', '{clusterIP: None, ports: [{port: 80, targetPort: web}]}'),
    {},
    [`resolve/named-target-port ${ref}`],
  ],
  [
    'a kind that is no backend',
    http('{kind: Pod, name: s, port: 80}'),
    {},
    [`resolve/backend-kind ${ref}.kind`],
  ],
])('%s', (_, text, changes, expected) => {
  expect(outcome(text, changes)).toEqual(expected);
});
