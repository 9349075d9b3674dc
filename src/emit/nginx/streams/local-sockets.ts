import { createHash } from 'node:crypto';
import type { GatewayIr, ListenerId, RuleId, TlsSocket } from '../../../ir/index.ts';
import type { TargetOptions } from '../../../target/options.ts';
import { directive, type Line } from '../directive.ts';
import { unixSocket, word, type Word } from '../quote.ts';
import { supportsStreamNames } from '../versions.ts';

// A port whose hosts are served in different ways has one server that reads the SNI and hands connections over to
// the servers that do the rest, by Unix sockets: only the machine's own processes reach those.

interface Place {
  readonly gateway: GatewayIr;
  readonly options: TargetOptions;
}

/** Whether HTTPS listeners share their port with listeners of TLSRoutes. */
export function isHandedOver({ listeners }: TlsSocket): boolean {
  return listeners.some(({ kind }) => kind !== 'https');
}

/** Of the servers for requests behind a port. */
export function httpsSocket({ port }: TlsSocket, place: Place): Word {
  return socketFile(`${String(port)}-https`, place);
}

/** Of the server for the connections of a listener that go by a rule. */
export function listenerSocket(
  port: number,
  listener: ListenerId,
  rule: RuleId,
  place: Place,
): Word {
  return socketFile(`${String(port)}-${digestOf(`${listener} ${rule}`)}`, place);
}

/** Of the server for one backend of a rule, behind a port. */
export function backendSocket(port: number, rule: RuleId, backend: number, place: Place): Word {
  return socketFile(`${String(port)}-${digestOf(rule)}-${String(backend)}`, place);
}

/**
 * What a server behind a port listens on. NGINX before 1.25.5 hands a connection over as a new one, which begins
 * with the client's address (PROXY protocol).
 */
export function localListenLines(
  socket: Word,
  parameters: readonly Word[],
  options: TargetOptions,
): readonly Line[] {
  const first = supportsStreamNames(options) ? [] : [word('proxy_protocol')];
  return [directive('listen', socket, ...parameters, ...first)];
}

/** `unix:/run/gw-<gateway>-<name>.sock`; the length of such paths is limited to about 100 characters. */
function socketFile(name: string, { gateway, options }: Place): Word {
  const { namespace, name: own } = gateway.resource;
  const folder = options.socketFolder.replace(/\/$/, '');
  return unixSocket(`${folder}/gw-${digestOf(`${namespace}/${own}`)}-${name}.sock`);
}

function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 12);
}
