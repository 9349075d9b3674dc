import type {
  GatewayIr,
  HttpListener,
  HttpsListener,
  PassthroughListener,
  ServerTls,
  Socket,
  SocketBase,
  StreamListener,
  TerminatingListener,
  TlsListener,
} from '../../ir/index.ts';
import type { LocalChange } from '../change.ts';
import type { Risk } from '../risk.ts';
import { say, type Sentence } from '../sentence.ts';
import { assertNever } from '../../util/assert-never.ts';
import {
  compareFields,
  describeDifference,
  elsewhere,
  sameMeaning,
  type FieldComparisons,
} from './fields.ts';
import { compareListenerFilters } from './listener-filters.ts';

type AnyListener = HttpListener | TlsListener | (StreamListener & { readonly kind: 'tcp' | 'udp' });

/** A listener with the port that it is on. */
interface Placed {
  readonly port: number;
  readonly transport: 'tcp' | 'udp';
  readonly listener: AnyListener;
}

/** The listeners of one port and name, before and after. */
interface ListenerPair {
  readonly subject: string;
  readonly base: Placed;
  readonly head: Placed;
}

type Compare<T> = FieldComparisons<T, ListenerPair, LocalChange>;

const serverTlsFields: Compare<ServerTls> = {
  certificates: (before, after, pair) => {
    if (sameMeaning(before, after)) return [];
    const words = say`listener ${pair.subject} now shows the certificate of Secret ${after.join(', ')} (was ${before.join(', ')})`;
    return [changed('medium', 'tls', pair, words)];
  },
  clients: compareClients,
  parameters: (before, after, pair) => {
    if (sameMeaning(before, after)) return [];
    const words = say`listener ${pair.subject} takes other TLS versions or ciphers: ${describeDifference(before ?? {}, after ?? {})}`;
    return [changed('medium', 'tls', pair, words)];
  },
};

function compareClients(
  before: ServerTls['clients'],
  after: ServerTls['clients'],
  pair: ListenerPair,
): readonly LocalChange[] {
  if (sameMeaning(before, after)) return [];
  const words =
    after === null
      ? say`listener ${pair.subject} no longer asks clients for a certificate`
      : say`listener ${pair.subject} verifies clients in another way: ${describeDifference(before ?? {}, after)}`;
  // Whoever comes in now may have been kept out before.
  return [changed(before === null ? 'medium' : 'high', 'tls', pair, words)];
}

const named = {
  kind: elsewhere,
  id: elsewhere,
  name: elsewhere,
  hosts: elsewhere,
  origin: elsewhere,
  hostname: compareHostnames,
};

const filters: Compare<HttpListener>['filters'] = (before, after, pair) => {
  const found = compareListenerFilters(before, after, pair.subject);
  return found === null ? [] : [changed(found.risk, 'listener', pair, found.sentence)];
};

const httpFields: Compare<HttpListener> = { ...named, filters };
const passthroughFields: Compare<PassthroughListener> = named;
const httpsFields: Compare<HttpsListener> = { ...named, filters, tls: compareServerTls };
const terminatingFields: Compare<TerminatingListener> = { ...named, tls: compareServerTls };
const streamFields: Compare<StreamListener> = {
  name: elsewhere,
  origin: elsewhere,
  // What the port leads to is compared with the rules of connections.
  rule: elsewhere,
};

const socketFields: FieldComparisons<SocketBase, string, Sentence> = {
  port: elsewhere,
  addresses: (before, after, subject) =>
    sameMeaning(before, after)
      ? []
      : [say`port ${subject} now listens on ${addressesOf(after)} (was ${addressesOf(before)})`],
};

/** Listeners that came, went or changed; what they lead to is compared elsewhere. */
export function compareListeners(base: GatewayIr, head: GatewayIr): readonly LocalChange[] {
  const [before, after] = [listenersOf(base), listenersOf(head)];
  const changes: LocalChange[] = [];
  for (const [key, placed] of after) {
    const earlier = before.get(key);
    if (earlier === undefined) changes.push(added(placed));
    else changes.push(...compareOne({ subject: subjectOf(placed), base: earlier, head: placed }));
  }
  for (const [key, placed] of before) if (!after.has(key)) changes.push(removed(placed));
  return [...changes, ...compareSockets(base, head)];
}

function listenersOf({ sockets }: GatewayIr): ReadonlyMap<string, Placed> {
  const found = new Map<string, Placed>();
  for (const socket of sockets)
    for (const listener of listenersOfSocket(socket)) {
      const transport = socket.kind === 'udp' ? 'udp' : 'tcp';
      const key = `${transport} ${String(socket.port)} ${idOf(listener)}`;
      found.set(key, { port: socket.port, transport, listener });
    }
  return found;
}

function listenersOfSocket(socket: Socket): readonly AnyListener[] {
  switch (socket.kind) {
    case 'http':
    case 'tls':
      return socket.listeners;
    case 'tcp':
    case 'udp':
      return [{ ...socket.listener, kind: socket.kind }];
  }
}

function subjectOf({ port, transport, listener }: Placed): string {
  return `${idOf(listener)} (port ${String(port)}${transport === 'udp' ? '/UDP' : ''})`;
}

const protocolNames: Readonly<Record<AnyListener['kind'], string>> = {
  http: 'HTTP',
  https: 'HTTPS',
  terminate: 'TLS that ends here',
  passthrough: 'TLS that passes through',
  tcp: 'TCP',
  udp: 'UDP',
};

/** Of those in a ListenerSet, with the set's name. */
function idOf(listener: AnyListener): string {
  return 'id' in listener ? listener.id : listener.name;
}

function describe(placed: Placed): Sentence {
  const { listener } = placed;
  const hostname = 'hostname' in listener ? listener.hostname : null;
  const where = hostname === null ? [] : say` for ${hostname}`;
  return say`${subjectOf(placed)}, ${[protocolNames[listener.kind]]}${where},`;
}

function added(placed: Placed): LocalChange {
  return {
    risk: 'medium',
    area: 'listener',
    how: 'added',
    sentence: say`listener ${describe(placed)} was added`,
    subjects: [idOf(placed.listener)],
    base: null,
    head: placed.listener.origin,
  };
}

function removed(placed: Placed): LocalChange {
  return {
    risk: 'high',
    area: 'listener',
    how: 'removed',
    sentence: say`listener ${describe(placed)} was removed: its hosts are no longer served there`,
    subjects: [idOf(placed.listener)],
    base: placed.listener.origin,
    head: null,
  };
}

function changed(
  risk: Risk,
  area: 'listener' | 'tls',
  { base, head }: ListenerPair,
  sentence: Sentence,
): LocalChange {
  const subjects = [idOf(head.listener)];
  const places = { base: base.listener.origin, head: head.listener.origin };
  return { risk, area, how: 'changed', sentence, subjects, ...places };
}

function compareOne(pair: ListenerPair): readonly LocalChange[] {
  const [before, after] = [pair.base.listener, pair.head.listener];
  if (before.kind !== after.kind) {
    const words = say`listener ${pair.subject} now takes ${[protocolNames[after.kind]]} (was ${[protocolNames[before.kind]]})`;
    const opened = isEncrypted(before) && !isEncrypted(after);
    return [changed(opened ? 'high' : 'medium', 'listener', pair, words)];
  }
  return compareSameKind(before, after, pair);
}

function isEncrypted({ kind }: AnyListener): boolean {
  return kind === 'https' || kind === 'terminate' || kind === 'passthrough';
}

function compareSameKind(
  before: AnyListener,
  after: AnyListener,
  pair: ListenerPair,
): readonly LocalChange[] {
  switch (after.kind) {
    case 'http':
      return before.kind === after.kind ? compareFields(httpFields, before, after, pair) : [];
    case 'https':
      return before.kind === after.kind ? compareFields(httpsFields, before, after, pair) : [];
    case 'terminate':
      return before.kind === after.kind
        ? compareFields(terminatingFields, before, after, pair)
        : [];
    case 'passthrough':
      return before.kind === after.kind
        ? compareFields(passthroughFields, before, after, pair)
        : [];
    case 'tcp':
    case 'udp':
      return before.kind === after.kind ? compareFields(streamFields, before, after, pair) : [];
  }
  return assertNever(after);
}

function compareServerTls(
  before: ServerTls,
  after: ServerTls,
  pair: ListenerPair,
): readonly LocalChange[] {
  return compareFields(serverTlsFields, before, after, pair);
}

function compareHostnames(
  before: string | null,
  after: string | null,
  pair: ListenerPair,
): readonly LocalChange[] {
  if (before === after) return [];
  const words = say`listener ${pair.subject} now takes requests for ${after ?? 'every host'} (was ${before ?? 'every host'})`;
  return [changed('medium', 'listener', pair, words)];
}

function compareSockets(base: GatewayIr, head: GatewayIr): readonly LocalChange[] {
  const byPort = new Map(base.sockets.map((socket) => [keyOf(socket), socket]));
  return head.sockets.flatMap((socket) => {
    const earlier = byPort.get(keyOf(socket));
    if (earlier === undefined) return [];
    const port = String(socket.port);
    return compareFields(socketFields, earlier, socket, port).map((sentence): LocalChange => ({
      risk: 'medium',
      area: 'listener',
      how: 'changed',
      sentence,
      subjects: [port],
      base: base.origin,
      head: head.origin,
    }));
  });
}

function keyOf({ port, kind }: Socket): string {
  return `${kind === 'udp' ? 'udp' : 'tcp'} ${String(port)}`;
}

function addressesOf(addresses: readonly string[]): string {
  return addresses.length === 0 ? 'all addresses' : addresses.join(', ');
}
