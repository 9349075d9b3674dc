import type { HttpsListener, Socket, TlsSocket } from '../../../ir/index.ts';
import type { Line } from '../directive.ts';
import type { Comment } from '../quote.ts';
import { isHandedOver } from '../streams/local-sockets.ts';
import { printBlocks, type Printed } from '../print.ts';
import type { LocationBlock } from '../view.ts';
import type { HostPlan } from './hosts.ts';

/** One `server` block of one socket: where it listens. */
export interface ServerPlace {
  readonly socket: Socket;
  readonly plan: HostPlan;
  readonly comment: Comment;
  readonly listens: readonly Line[];
}

/** What it does there. */
export interface ServerContent {
  /** What is asked of every request. */
  readonly checks: readonly Line[];
  readonly locations: readonly LocationBlock[];
}

export interface SecurePlace {
  readonly socket: TlsSocket;
  /** Null where nobody claims the hosts. */
  readonly listener: HttpsListener | null;
}

/** One `server` block of all sockets that serve the same hosts alike. */
export interface JoinedServer extends Pick<ServerPlace, 'plan' | 'listens'> {
  readonly checks: readonly Line[];
  readonly locations: Printed;
  readonly comments: readonly Comment[];
  /** The socket with TLS among them, if any. */
  readonly tls: SecurePlace | null;
  /** It takes requests of other sockets, too. */
  readonly isJoined: boolean;
}

/**
 * Puts blocks together that have the same names and locations on several ports, as where routes are attached to an
 * HTTP and an HTTPS listener: NGINX holds about 16 kB for each location. One port with TLS at most, as the directives
 * of TLS are those of a block; none that verifies clients, whose requests stay by themselves.
 *
 * @param lower - makes the content of a block
 * @param servedAlike - whether two blocks with the same names would have the same content, where that is plain
 */
export function joinServers(
  places: readonly ServerPlace[],
  lower: (place: ServerPlace) => ServerContent,
  servedAlike: (some: ServerPlace, other: ServerPlace) => boolean,
): readonly JoinedServer[] {
  const groups: Group[] = [];
  const byNames = namesakes(places.filter(isJoinable));
  for (const place of places) {
    const joinable = isJoinable(place);
    const { rivals, known } = byNames.get(keyOf(place)) ?? { rivals: [], known: [] };
    const contentOf = once(() => lower(place));
    const group = known.find(
      (each) =>
        joinable &&
        mayJoin(each, place) &&
        (servedAlike(each.places[0], place) || sameContent(each.content, contentOf())),
    );
    if (group === undefined) {
      const content = contentOf();
      const isOther = (each: ServerPlace): boolean => each !== place && !servedAlike(place, each);
      const own: Group = {
        places: [place],
        checks: content.checks,
        locations: printBlocks(content.locations, 2, '\n'),
        content: joinable && (rivals.length > FEW || rivals.some(isOther)) ? content : null,
      };
      groups.push(own);
      if (joinable) known.push(own);
    } else group.places.push(place);
  }
  return groups.map(joined);
}

// More are not worth the time of comparing each with all.
const FEW = 4;

function once<T>(make: () => T): () => T {
  const made: T[] = [];
  return () => {
    const [known = make()] = made;
    made[0] = known;
    return known;
  };
}

interface Group {
  readonly places: [ServerPlace, ...ServerPlace[]];
  readonly checks: readonly Line[];
  readonly locations: Printed;
  /** What others are compared with; null where it is plain for all of them. */
  readonly content: ServerContent | null;
}

/** All joinable blocks of the same names. */
interface Namesakes {
  readonly rivals: ServerPlace[];
  /** The blocks that were made of them so far. */
  readonly known: Group[];
}

function namesakes(places: readonly ServerPlace[]): ReadonlyMap<string, Namesakes> {
  const byNames = new Map<string, Namesakes>();
  for (const place of places) {
    const key = keyOf(place);
    const found = byNames.get(key);
    if (found === undefined) byNames.set(key, { rivals: [place], known: [] });
    else found.rivals.push(place);
  }
  return byNames;
}

function keyOf({ plan: { names } }: ServerPlace): string {
  return names.join(' ');
}

function isJoinable({ socket, plan: { host, listener } }: ServerPlace): boolean {
  if (host === null || listener === null) return false;
  if (listener.kind === 'http') return true;
  return listener.tls.clients === null && socket.kind === 'tls' && !isHandedOver(socket);
}

function mayJoin({ places }: Group, { socket, plan }: ServerPlace): boolean {
  return (
    !(socket.kind === 'tls' && places.some((each) => each.socket.kind === 'tls')) &&
    places[0].plan.isDefault === plan.isDefault
  );
}

function sameContent(some: ServerContent | null, others: ServerContent): boolean {
  return (
    some !== null &&
    sameLines(some.checks, others.checks) &&
    some.locations.length === others.locations.length &&
    some.locations.every(({ head, lines }, index) => {
      const other = others.locations[index];
      return head === other?.head && sameLines(lines, other.lines);
    })
  );
}

function sameLines(some: readonly string[], others: readonly string[]): boolean {
  return some.length === others.length && some.every((line, index) => line === others[index]);
}

function joined({ places, checks, locations }: Group): JoinedServer {
  const [secure] = places.flatMap(({ socket, plan: { listener } }) =>
    socket.kind === 'tls'
      ? [{ socket, listener: listener?.kind === 'https' ? listener : null }]
      : [],
  );
  return {
    checks,
    locations,
    plan: places[0].plan,
    comments: places.map(({ comment }) => comment),
    listens: places.flatMap(({ listens }) => listens),
    tls: secure ?? null,
    isJoined: places.length > 1,
  };
}
