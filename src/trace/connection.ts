import type {
  RuleId,
  StreamSocket,
  TerminatingListener,
  PassthroughListener,
} from '../ir/index.ts';
import { hostname } from '../ir/index.ts';
import { connectionShares } from './forward.ts';
import { mostSpecific } from './listener.ts';
import type { ListenerView, Outcome } from './model.ts';
import { closed, nowhere, type Traced } from './traced.ts';
import { viewRule, type Surroundings } from './surroundings.ts';

/** Why connections of a rule are closed: its backends are invalid, without endpoints, or not what the target can serve. */
export const noBackendForConnections = 'the rule has no backend that gets connections';

/** All that comes in on a port of TCP or UDP goes one way. */
export function overPort(socket: StreamSocket, around: Surroundings): Traced {
  const { listener } = socket;
  const view: ListenerView = {
    name: listener.name,
    protocol: socket.kind === 'tcp' ? 'TCP' : 'UDP',
    mode: null,
    port: socket.port,
    hostname: null,
    place: around.placeOf(listener.origin),
  };
  return connected(view, listener.rule, around);
}

/** TLS that nobody looks into but for its SNI, or whose content nobody looks into (TLSRoute). */
export function overSni(
  { hosts }: TerminatingListener | PassthroughListener,
  view: ListenerView,
  sni: string | null,
  around: Surroundings,
): Traced {
  const entries = hosts.flatMap(({ hostnames, rule }) =>
    hostnames.map((pattern) => ({ pattern, rule })),
  );
  const host = sni === null ? null : hostname(sni);
  const found = mostSpecific(entries, host, ({ pattern }) => pattern);
  return connected(view, found?.rule ?? null, around);
}

function connected(listener: ListenerView, id: RuleId | null, around: Surroundings): Traced {
  const rule = id === null ? null : (around.streamRules.get(id) ?? null);
  if (rule === null) return closed('no route of the listener takes it', listener);
  const shares = connectionShares(rule.backends, around);
  const outcome: Outcome =
    shares.length === 0
      ? { kind: 'closed', why: noBackendForConnections }
      : { kind: 'connection', shares };
  return { ...nowhere, listener, rule: viewRule(rule, around), outcome };
}
