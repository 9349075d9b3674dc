import type { HttpsListener, Socket, TlsSocket } from '../../../ir/index.ts';
import type { Line } from '../directive.ts';
import type { Comment } from '../quote.ts';
import { isHandedOver } from '../streams/local-sockets.ts';
import type { LocationBlock } from '../view.ts';
import type { HostPlan } from './hosts.ts';

/** One `server` block of one socket. */
export interface ServerPlan {
  readonly socket: Socket;
  readonly plan: HostPlan;
  readonly comment: Comment;
  readonly listens: readonly Line[];
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
export interface JoinedServer extends Pick<
  ServerPlan,
  'plan' | 'listens' | 'checks' | 'locations'
> {
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
 */
export function joinServers(servers: readonly ServerPlan[]): readonly JoinedServer[] {
  const groups: Group[] = [];
  const byNames = new Map<string, Group[]>();
  for (const server of servers) {
    const known = isJoinable(server) ? groupsOf(server, byNames) : [];
    const group = known.find((each) => fits(each, server));
    if (group === undefined) {
      const own: Group = [server];
      groups.push(own);
      known.push(own);
    } else group.push(server);
  }
  return groups.map(joined);
}

type Group = [ServerPlan, ...ServerPlan[]];

function groupsOf({ plan: { names } }: ServerPlan, byNames: Map<string, Group[]>): Group[] {
  const key = names.join(' ');
  const known = byNames.get(key) ?? [];
  byNames.set(key, known);
  return known;
}

function isJoinable({ socket, plan: { host, listener } }: ServerPlan): boolean {
  if (host === null || listener === null) return false;
  if (listener.kind === 'http') return true;
  return listener.tls.clients === null && socket.kind === 'tls' && !isHandedOver(socket);
}

function fits(group: Group, { socket, plan, checks, locations }: ServerPlan): boolean {
  const [first] = group;
  return (
    !(socket.kind === 'tls' && group.some((each) => each.socket.kind === 'tls')) &&
    first.plan.isDefault === plan.isDefault &&
    sameLines(first.checks, checks) &&
    first.locations.length === locations.length &&
    first.locations.every(({ head, lines }, index) => {
      const other = locations[index];
      return head === other?.head && sameLines(lines, other.lines);
    })
  );
}

function sameLines(some: readonly string[], others: readonly string[]): boolean {
  return some.length === others.length && some.every((line, index) => line === others[index]);
}

function joined(group: Group): JoinedServer {
  const [{ plan, checks, locations }] = group;
  const [secure] = group.flatMap(({ socket, plan: { listener } }) =>
    socket.kind === 'tls'
      ? [{ socket, listener: listener?.kind === 'https' ? listener : null }]
      : [],
  );
  return {
    plan,
    checks,
    locations,
    comments: group.map(({ comment }) => comment),
    listens: group.flatMap(({ listens }) => listens),
    tls: secure ?? null,
    isJoined: group.length > 1,
  };
}
