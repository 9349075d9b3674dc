import { gateway, route, to, type Suite } from './case.ts';

/** Of the addresses that a Gateway asks for, those that can be had are listened on (GEP-5093). */
export const addresses: Suite = {
  name: 'addresses',
  ports: ['http'],
  services: ['app/s'],
  keepGoing: true,
  manifests: ({ http }) =>
    gateway(`{name: http, protocol: HTTP, port: ${http}}`) +
    `  addresses:
    - {routability: Cluster}
    - {value: 192.0.2.1, routability: example.com/elsewhere}
    - {value: 127.0.0.1, routability: testing.x-k8s.io/sentinel}
` +
    route('r', `rules: [{${to('s')}}]`),
  cases: [
    {
      name: 'the one address that can be had',
      request: { path: '/' },
      expect: { status: 200, backend: 's' },
    },
  ],
};
