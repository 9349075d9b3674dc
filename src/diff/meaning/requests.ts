import type { GatewayIr, Route, Rule, RuleId } from '../../ir/index.ts';
import { say, verb } from '../sentence.ts';
import type { LocalChange } from '../change.ts';
import { captures, type Capture } from './captures.ts';
import { describeAction } from './destination.ts';
import { meaningKey } from '../../ir/index.ts';
import { groupBySubject, type SubjectChange } from './group.ts';
import { hostsOf, type Host } from './hosts.ts';
import { describeMatch, indexRoutes, type RouteIndex } from './matches.ts';
import type { RuleChange } from './rule-change.ts';
import { compareRules, type NamesOfSides } from './rules.ts';

/** One side of the comparison, with its rules by id. */
interface Side {
  readonly rules: ReadonlyMap<RuleId, Rule>;
  readonly indexOf: (routes: readonly Route[]) => RouteIndex;
}

/** Requests of one match that meet another rule, or a changed one. */
export interface Difference {
  readonly match: Route['match'];
  readonly base: Rule | null;
  readonly head: Rule | null;
  readonly changes: readonly RuleChange[];
}

/**
 * What becomes different for requests: host by host, each match with the rule that served it before. A host or a match
 * that is new is compared with what its requests met before; one that is gone, with what they meet now.
 */
export function compareRequests(
  base: GatewayIr,
  head: GatewayIr,
  names: NamesOfSides,
): readonly LocalChange[] {
  const hosts = { base: hostsOf(base), head: hostsOf(head) };
  const compareLists = listComparison(sideOf(base), sideOf(head), names);
  const changes: SubjectChange[] = [];
  const captured: Capture[] = [];
  const compare = (host: Host, before: Host | null, after: Host | null): void => {
    for (const difference of compareLists(before?.routes ?? [], after?.routes ?? [])) {
      const subject = describeMatch(difference.match, host.name);
      for (const change of difference.changes)
        changes.push({ change, subject, host: host.name, port: host.port });
      captured.push(...captures(host, difference, after?.routes ?? []));
    }
  };
  for (const host of hosts.head.all.values()) compare(host, hosts.base.serving(host), host);
  for (const host of hosts.base.all.values()) {
    if (hosts.head.all.has(`${String(host.port)} ${host.name}`)) continue;
    const after = hosts.head.serving(host);
    // Without any host that covers it, its listener is gone, which is a change of its own.
    if (after !== null) compare(host, host, after);
  }
  const portsOf = (name: string): number =>
    new Set([...hosts.base.portsOf(name), ...hosts.head.portsOf(name)]).size;
  return groupBySubject(changes, captured, portsOf);
}

function sideOf({ rules }: GatewayIr): Side {
  const indexes = new Map<readonly Route[], RouteIndex>();
  return {
    rules: new Map(rules.map((rule) => [rule.id, rule])),
    indexOf: (routes) => {
      const index = indexes.get(routes) ?? indexRoutes(routes);
      indexes.set(routes, index);
      return index;
    },
  };
}

type ListComparison = (before: readonly Route[], after: readonly Route[]) => readonly Difference[];

/** Compares lists of routes; hosts share lists, and lists share rules, so each pair is compared once. */
function listComparison(base: Side, head: Side, names: NamesOfSides): ListComparison {
  const lists = new Map<readonly Route[], Map<readonly Route[], readonly Difference[]>>();
  const pairs = new Map<string, readonly RuleChange[]>();
  const comparePair = (before: Rule, after: Rule): readonly RuleChange[] => {
    const key = `${before.id} ${after.id}`;
    const known = pairs.get(key);
    if (known !== undefined) return known;
    const found = compareRules(before, after, names);
    pairs.set(key, found);
    return found;
  };
  const between = (match: Route['match'], from: Route | null, to: Route | null) => {
    const before = from === null ? null : (base.rules.get(from.rule) ?? null);
    const after = to === null ? null : (head.rules.get(to.rule) ?? null);
    return { match, base: before, head: after, changes: changesBetween(before, after) };
  };
  const changesBetween = (before: Rule | null, after: Rule | null): readonly RuleChange[] => {
    if (before !== null && after !== null) return comparePair(before, after);
    if (after !== null) return [newRequests(after, names)];
    return before === null ? [] : [lostRequests(before, names)];
  };
  return (before, after) => {
    const known = lists.get(before)?.get(after);
    if (known !== undefined) return known;
    const [from, to] = [base.indexOf(before), head.indexOf(after)];
    const found = [
      ...to.effective.map((route) =>
        between(route.match, from.same(route.match) ?? from.taking(route.match), route),
      ),
      ...from.effective
        .filter(({ match }) => to.same(match) === null)
        .map((route) => between(route.match, route, to.taking(route.match))),
    ].filter(({ base: one, head: other, changes }) => changes.length > 0 || isMoved(one, other));
    const ofBefore = lists.get(before) ?? new Map<readonly Route[], readonly Difference[]>();
    lists.set(before, ofBefore.set(after, found));
    return found;
  };
}

function isMoved(before: Rule | null, after: Rule | null): boolean {
  if (before === null || after === null) return false;
  return meaningKey(before.route) !== meaningKey(after.route);
}

function newRequests(after: Rule, { head }: NamesOfSides): RuleChange {
  const target = describeAction(after.action, after.route, head);
  return {
    risk: 'medium',
    area: 'route',
    how: 'added',
    predicate: say`now ${verb('goes', 'go')} to ${target} (was 404)`,
    base: null,
    head: after.origin,
  };
}

function lostRequests(before: Rule, { base }: NamesOfSides): RuleChange {
  const target = describeAction(before.action, before.route, base);
  return {
    risk: 'high',
    area: 'route',
    how: 'removed',
    predicate: say`now ${verb('gets', 'get')} 404 (was ${target})`,
    base: before.origin,
    head: null,
  };
}
