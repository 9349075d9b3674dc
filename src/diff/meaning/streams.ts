import type {
  GatewayIr,
  RuleId,
  StreamHost,
  StreamProtocol,
  StreamRule,
  TlsListener,
  WeightedBackend,
} from '../../ir/index.ts';
import type { LocalChange } from '../change.ts';
import { say } from '../sentence.ts';
import { describeBackends } from './destination.ts';
import { compareFields, elsewhere, type FieldComparisons } from './fields.ts';
import { groupBySubject, type SubjectChange } from './group.ts';
import { captures, type Capture } from './captures.ts';
import type { RuleChange, RulePair } from './rule-change.ts';
import { compareBackendLists, type NamesOfSides } from './rules.ts';

const streamFields: FieldComparisons<StreamRule, RulePair, RuleChange> = {
  id: elsewhere,
  route: elsewhere,
  index: elsewhere,
  name: elsewhere,
  origin: elsewhere,
  protocol: (before: StreamProtocol, after: StreamProtocol, { base, head }) =>
    before === after
      ? []
      : [
          {
            risk: before === 'tls' ? 'high' : 'medium',
            area: 'route',
            how: 'changed',
            predicate: say`now ends as ${after} (was ${before})`,
            base: base.origin,
            head: head.origin,
          },
        ],
  backends: (before: readonly WeightedBackend[], after: readonly WeightedBackend[], pair) =>
    compareBackendLists(before, after, pair),
};

/** What becomes different for connections and datagrams. */
export function compareStreams(
  base: GatewayIr,
  head: GatewayIr,
  names: NamesOfSides,
): readonly LocalChange[] {
  const [before, after] = [flowsOf(base), flowsOf(head)];
  const changes: SubjectChange[] = [];
  const captured: Capture[] = [];
  const keys = new Set([...after.keys(), ...before.keys()]);
  for (const key of keys) {
    const [from, to] = [before.get(key), after.get(key)];
    const flow = to ?? from;
    if (flow === undefined) continue;
    const { subject, host, port } = flow;
    const pair = { base: from?.rule ?? null, head: to?.rule ?? null };
    for (const change of compareRules(pair.base, pair.head, names))
      changes.push({ change, subject, host, port });
    captured.push(...captures({ name: host }, pair, [...after.values()].flatMap(routesOf)));
  }
  return groupBySubject(changes, captured, () => 1);
}

function compareRules(
  before: StreamRule | null,
  after: StreamRule | null,
  names: NamesOfSides,
): readonly RuleChange[] {
  if (before !== null && after !== null)
    return compareFields(streamFields, before, after, {
      base: { route: before.route, names: names.base, origin: before.origin },
      head: { route: after.route, names: names.head, origin: after.origin },
    });
  if (after !== null) {
    const target = describeBackends(after.backends, after.route, names.head);
    const predicate = say`now ${[{ verb: ['goes', 'go'] }]} to ${target} (was closed)`;
    return [
      { risk: 'medium', area: 'route', how: 'added', predicate, base: null, head: after.origin },
    ];
  }
  if (before === null) return [];
  const target = describeBackends(before.backends, before.route, names.base);
  const predicate = say`${[{ verb: ['is', 'are'] }]} now closed (was ${target})`;
  return [
    { risk: 'high', area: 'route', how: 'removed', predicate, base: before.origin, head: null },
  ];
}

/** Connections that are told apart, with the rule that they go by. */
interface Flow {
  readonly subject: string;
  readonly host: string;
  readonly port: number;
  readonly rule: StreamRule | null;
}

function routesOf({ rule }: Flow): readonly Pick<StreamRule, 'origin'>[] {
  return rule === null ? [] : [rule];
}

function flowsOf({ sockets, streamRules }: GatewayIr): ReadonlyMap<string, Flow> {
  const rules = new Map(streamRules.map((rule) => [rule.id, rule]));
  const flows = new Map<string, Flow>();
  const add = (flow: Omit<Flow, 'rule'>, rule: RuleId | null): void => {
    flows.set(flow.subject, {
      ...flow,
      rule: rule === null ? null : (rules.get(rule) ?? null),
    });
  };
  for (const socket of sockets) {
    const { port } = socket;
    if (socket.kind === 'tcp' || socket.kind === 'udp') {
      const protocol = socket.kind.toUpperCase();
      const subject = `${protocol} on port ${String(port)}`;
      add({ subject, host: subject, port }, socket.listener.rule);
    }
    if (socket.kind !== 'tls') continue;
    for (const listener of socket.listeners)
      for (const { hostnames, rule } of streamHosts(listener))
        for (const hostname of hostnames) {
          const host = hostname ?? listener.hostname ?? '*';
          add({ subject: `TLS for ${host} on port ${String(port)}`, host, port }, rule);
        }
  }
  return flows;
}

function streamHosts(listener: TlsListener): readonly StreamHost[] {
  return listener.kind === 'https' ? [] : listener.hosts;
}
