import type { StreamSocket } from '../../../ir/index.ts';
import { directive, type Line } from '../directive.ts';
import { listenAddresses } from '../lower/listen.ts';
import { describeListener, describeRule } from '../provenance.ts';
import { noBlocks } from '../print.ts';
import { word } from '../quote.ts';
import { closed, passingOf, passLines } from './passing.ts';
import type { StreamPort, StreamSurroundings } from './surroundings.ts';

/** A port whose connections, or datagrams, all go the same way. */
export function plainPort(socket: StreamSocket, around: StreamSurroundings): StreamPort {
  const { listener } = socket;
  const rule = listener.rule === null ? undefined : around.rules.get(listener.rule);
  const passing = rule === undefined ? closed : passingOf(rule, socket.port, around);
  const what = rule === undefined ? 'no route' : describeRule(rule);
  const comment = `${describeListener(listener)}: ${what}`;
  return {
    maps: [],
    servers: [
      {
        comment: around.provenance.tie(comment, listener.origin),
        lines: [...listenLines(socket, around), ...passLines(passing)],
        locations: noBlocks,
      },
      ...passing.servers,
    ],
  };
}

function listenLines(socket: StreamSocket, { options }: StreamSurroundings): readonly Line[] {
  // Without `reuseport`, datagrams of one client could be taken for new ones by other workers.
  const parameters = socket.kind === 'udp' ? [word('udp'), word('reuseport')] : [];
  return [
    ...listenAddresses(socket, options).map((address) =>
      directive('listen', address, ...parameters),
    ),
    ...(socket.kind === 'udp' ? [directive('proxy_timeout', word('60s'))] : []),
  ];
}
