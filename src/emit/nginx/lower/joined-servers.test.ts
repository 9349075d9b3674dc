import { expect, test } from 'vitest';
import {
  resource,
  host,
  httpListener,
  httpSocket,
  httpsListener,
  tlsSocket,
} from '../../../../test/support/ir.ts';
import {
  hostname,
  trustBundleId,
  type HttpListener,
  type HttpsListener,
  type Socket,
  type VirtualHost,
} from '../../../ir/index.ts';
import { directive, locationHead } from '../directive.ts';
import { comment, word } from '../quote.ts';
import { joinServers, type ServerContent, type ServerPlace } from './joined-servers.ts';

type Server = ServerPlace & ServerContent;

const a = host(['a.test']);
const http = httpListener('http', null, a);
const https = httpsListener('https', null, [], a);
const port80 = httpSocket(80, http);
const port443 = tlsSocket(443, https);

function server(
  socket: Socket,
  listener: HttpListener | HttpsListener | null,
  { routed = a, content = 'one' }: { routed?: VirtualHost | null; content?: string } = {},
): Server {
  return {
    socket,
    plan: { listener, names: [hostname('a.test')], isDefault: false, host: routed, answer: 404 },
    comment: comment(listener?.name ?? 'nobody'),
    listens: [directive('listen', word(String(socket.port)))],
    checks: [],
    locations: [
      {
        comments: [],
        head: locationHead(word('/')),
        lines: [directive('set', word('$gw_place'), word(content))],
      },
    ],
  };
}

function joined(...servers: readonly Server[]): readonly string[] {
  return joinedAs(servers, false);
}

/** @param alike - what is said of any two, without a look at their content */
function joinedAs(servers: readonly Server[], alike: boolean): readonly string[] {
  const contentOf = (place: ServerPlace): ServerContent => {
    const found = servers.find((each) => each === place);
    if (found === undefined) throw new Error('not one of the servers');
    return found;
  };
  return joinServers(servers, contentOf, () => alike).map(
    ({ listens, tls }) =>
      `${listens.join(' ')}${tls === null ? '' : ` ${tls.listener?.name ?? ''}`}`,
  );
}

test('what two schemes serve alike stands in one block', () => {
  expect(joined(server(port443, https), server(port80, http))).toEqual([
    'listen 443; listen 80; https',
  ]);
  expect(joined(server(port80, http), server(httpSocket(81, http), http))).toEqual([
    'listen 80; listen 81;',
  ]);
});

const guarded: HttpsListener = {
  ...https,
  tls: {
    ...https.tls,
    clients: {
      mode: 'optional',
      trust: trustBundleId(resource('ConfigMap', 'ca')),
      anchors: 'roots',
      origin: https.origin,
    },
  },
};

test.each<readonly [string, Server]>([
  ['other locations', server(port443, https, { content: 'two' })],
  ['hosts that are not routed', server(port443, https, { routed: null })],
  ['hosts that nobody claims', server(port443, null)],
  ['a listener that verifies clients', server(tlsSocket(443, guarded), guarded)],
])('%s have a block of their own', (_, other) => {
  expect(joined(server(port80, http), other)).toHaveLength(2);
});

test('what is known to be served alike is not made to be compared', () => {
  const other = server(port443, https, { content: 'unseen' });
  expect(joinedAs([server(port80, http), other], true)).toEqual(['listen 80; listen 443; https']);
});

test('two ports with TLS are never one block', () => {
  expect(
    joined(server(port80, http), server(port443, https), server(tlsSocket(444, https), https)),
  ).toEqual(['listen 80; listen 443; https', 'listen 444; https']);
});
