import { expect, test } from 'vitest';
import { backendProtocol } from './backend-protocol.ts';
import { xBackendProtocol } from './x-backend-protocol.ts';

// GEP-1911, KEP-3726 and the registry of service names.
test.each<readonly [string | undefined, 'http' | 'grpc', boolean, string | null]>([
  [undefined, 'http', false, 'http1'],
  [undefined, 'http', true, 'http1'],
  [undefined, 'grpc', false, 'http2'],
  ['http', 'http', false, 'http1'],
  ['HTTP', 'http', false, 'http1'],
  ['http', 'grpc', false, null],
  ['kubernetes.io/h2c', 'http', false, 'http2'],
  ['kubernetes.io/h2c', 'grpc', false, 'http2'],
  ['kubernetes.io/H2C', 'http', false, null],
  ['kubernetes.io/ws', 'http', false, 'websocket'],
  ['kubernetes.io/ws', 'grpc', false, null],
  ['kubernetes.io/wss', 'http', true, 'websocket'],
  ['kubernetes.io/wss', 'http', false, null],
  ['kubernetes.io/wss', 'grpc', true, null],
  ['https', 'http', true, 'http1'],
  ['https', 'http', false, null],
  ['https', 'grpc', true, null],
  ['gRPC', 'grpc', false, 'http2'],
  ['grpc', 'http', false, null],
  ['Redis', 'http', false, null],
])('appProtocol %s, %s, encrypted %s: %s', (name, requests, encrypted, protocol) => {
  expect(backendProtocol(name, requests, encrypted)).toEqual(
    protocol === null ? { kind: 'unsupported', name } : { kind: 'protocol', protocol },
  );
});

const all = ['HTTP', 'HTTP11', 'HTTP2', 'H2C', 'GRPC', 'WSS', 'MCP', 'TCP', undefined] as const;

// GEP-4894. `-` stands for what cannot carry the traffic.
test.each([
  ['http', 'http1 http1 http2 http2 http2 websocket websocket - http1'],
  ['grpc', 'http2 - http2 http2 http2 - - - http2'],
  ['tcp', '- - - - - - - tcp tcp'],
  ['terminated', '- - - - - - - tcp tcp'],
  ['tls', '- - - - - - - tcp tcp'],
  ['udp', '- - - - - - - - udp'],
] as const)('XBackends speak %s as %s', (traffic, expected) => {
  const spoken = (encrypted: boolean) =>
    all.map((protocol) => xBackendProtocol(protocol, traffic, encrypted) ?? '-').join(' ');
  expect(spoken(false)).toBe(expected);
  const none = '- - - - - - - - -';
  expect(spoken(true)).toBe(traffic === 'tls' || traffic === 'udp' ? none : expected);
});
