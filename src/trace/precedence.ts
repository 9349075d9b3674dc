import {
  compareSeniority,
  objectSeniority,
  type Match,
  type Route,
  type Rule,
} from '../ir/index.ts';
import { compareSpecificity, covers, intersect, type HostPattern } from '../resolve/hostnames.ts';
import type { Step } from './model.ts';

/** A route with what precedence looks at. */
export interface Ranked {
  readonly route: Route;
  readonly rule: Rule;
}

/** The listener and the virtual host that two routes compete in. */
export interface Field {
  readonly listener: HostPattern;
  readonly hostname: HostPattern;
}

export interface Decision {
  readonly step: Step;
  /** What wins; prose without a final dot. */
  readonly why: string;
}

/** The step of precedence by which one of two fitting routes comes before the other (HTTPRouteRule `matches`). */
export function decisionBetween(first: Ranked, second: Ranked, field: Field): Decision {
  return (
    byHostname(first.rule, second.rule, field) ??
    byMatch(first.route.match, second.route.match) ??
    bySeniority(first, second)
  );
}

function byHostname(first: Rule, second: Rule, field: Field): Decision | null {
  const a = hostLevel(first, field);
  const b = hostLevel(second, field);
  const differs =
    compareSpecificity(a.hosts, b.hosts) || compareSpecificity(a.original, b.original);
  if (differs === 0) return null;
  const why = `hostname ${a.original ?? '*'} wins over ${b.original ?? '*'}`;
  return { step: 'hostname', why };
}

interface HostLevel {
  readonly hosts: HostPattern;
  readonly original: HostPattern;
}

/** Which of a route's hostnames has brought it here: the one that is most specific on the listener. */
function hostLevel({ hostnames }: Rule, { listener, hostname }: Field): HostLevel {
  const levels = (hostnames.length === 0 ? [null] : hostnames).flatMap(
    (original): readonly HostLevel[] => {
      const common = intersect(listener, original);
      if (common.kind === 'none' || !reaches(common.pattern, hostname)) return [];
      return [{ hosts: common.pattern, original }];
    },
  );
  const [most] = levels.toSorted(
    (a, b) => compareSpecificity(a.hosts, b.hosts) || compareSpecificity(a.original, b.original),
  );
  return most ?? { hosts: null, original: null };
}

/** A virtual host for all hosts of a listener has the rules that name the listener's own hostname. */
function reaches(pattern: HostPattern, hostname: HostPattern): boolean {
  return hostname === null || covers(pattern, hostname);
}

function byMatch(first: Match, second: Match): Decision | null {
  if (first.call !== null && second.call !== null) {
    if (first.call.service !== second.call.service) return path('the longer service wins');
    if (first.call.method !== second.call.method) return path('the longer method of gRPC wins');
  } else if (first.path.kind !== second.path.kind)
    return path(`${titles[first.path.kind]} wins over ${titles[second.path.kind]}`);
  else if (first.path.value.length !== second.path.value.length)
    return path('the longer path wins');
  if ((first.method === null) !== (second.method === null))
    return { step: 'method', why: 'a method match wins' };
  if (first.headers.length !== second.headers.length)
    return { step: 'headers', why: 'more headers win' };
  if (first.query.length !== second.query.length)
    return { step: 'query', why: 'more query parameters win' };
  return null;
}

function path(why: string): Decision {
  return { step: 'path', why };
}

const titles = {
  exact: 'Exact',
  regex: 'RegularExpression',
  prefix: 'PathPrefix',
} as const satisfies Record<Match['path']['kind'], string>;

function bySeniority(first: Ranked, second: Ranked): Decision {
  const same = first.rule.id === second.rule.id;
  if (same) return { step: 'match', why: 'the earlier match wins' };
  if (first.rule.created !== second.rule.created)
    return { step: 'age', why: 'the older route wins' };
  const withoutIndexes = ({ rule }: Ranked) => objectSeniority(rule.route, rule.created);
  return compareSeniority(withoutIndexes(first), withoutIndexes(second)) === 0
    ? { step: 'rule', why: 'the earlier rule wins' }
    : { step: 'name', why: 'the route that is first in the alphabet wins' };
}
