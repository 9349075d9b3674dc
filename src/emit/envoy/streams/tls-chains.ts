import type {
  PassthroughListener,
  RuleId,
  StreamRule,
  TerminatingListener,
  TlsSocket,
} from '../../../ir/index.ts';
import { invariant } from '../../../util/invariant.ts';
import type { FilterChain } from '../generated/envoy-api.ts';
import { listenerName } from '../names.ts';
import { plain } from '../quote.ts';
import type { ListenerSurroundings } from '../listener-surroundings.ts';
import { HANDSHAKE_TIMEOUT, serverTransport } from '../tls.ts';
import { tcpProxy } from './tcp-proxy.ts';

type StreamListener = TerminatingListener | PassthroughListener;

/** The filter chains of a listener of TLSRoutes: one for each rule. */
export function streamChains(
  listener: StreamListener,
  socket: TlsSocket,
  around: ListenerSurroundings,
): readonly FilterChain[] {
  const claimed = listener.hosts.flatMap(({ hostnames }) => hostnames);
  const chains = listener.hosts.map(({ hostnames, rule }) => {
    const names = hostnames.flatMap((name) => (name === null ? [] : [name]));
    const all = names.length < hostnames.length;
    const found = ruleOf(rule, around);
    const chain: FilterChain = {
      name: `${listener.id}/${hostnames[0] ?? '*'}`,
      // A chain without names takes what no other one does, so it cannot name any.
      filter_chain_match: all ? { transport_protocol: 'tls' } : { server_names: names.map(plain) },
      ...transportOf(listener, around),
      filters: [tcpProxy(`${listenerName(socket)}/${listener.id}`, found)],
    };
    return around.provenance.tie(chain, listener.origin);
  });
  if (claimed.includes(listener.hostname)) return chains;
  // Its other hosts must not get to a less specific listener (listener isolation), and Envoy wants some chain.
  const rest: FilterChain = {
    name: `${listener.id}/-/no-routes`,
    ...(listener.hostname === null
      ? {}
      : { filter_chain_match: { server_names: [plain(listener.hostname)] } }),
    filters: [tcpProxy(`${listenerName(socket)}/${listener.id}`, null)],
  };
  return [...chains, around.provenance.tie(rest, listener.origin)];
}

function transportOf(
  listener: StreamListener,
  around: ListenerSurroundings,
): Pick<FilterChain, 'transport_socket' | 'transport_socket_connect_timeout'> {
  if (listener.kind === 'passthrough') return {};
  return {
    transport_socket: serverTransport(listener.tls, [], around),
    transport_socket_connect_timeout: HANDSHAKE_TIMEOUT,
  };
}

function ruleOf(id: RuleId, { streamRules }: ListenerSurroundings): StreamRule {
  const rule = streamRules.get(id);
  invariant(rule !== undefined, 'a host of a rule that the IR lacks');
  return rule;
}
