import {
  meaningKey,
  type Action,
  type Retry,
  type Rule,
  type SessionPersistence,
  type WeightedBackend,
} from '../../ir/index.ts';
import type { Origin } from '../../source/place.ts';
import { say, verb, type Sentence } from '../sentence.ts';
import { describeAction, describeBackends, percent, type BackendNames } from './destination.ts';
import {
  compareFields,
  describeDifference,
  elsewhere,
  sameMeaning,
  type FieldComparisons,
} from './fields.ts';
import { compareFilters } from './filters.ts';
import type { RuleChange, RulePair, RuleSide } from './rule-change.ts';
import { compareTimeouts } from './timeouts.ts';

/** Everything that a rule does to requests. */
const ruleFields: FieldComparisons<Rule, RulePair, RuleChange> = {
  id: elsewhere,
  route: elsewhere,
  index: elsewhere,
  name: elsewhere,
  // They decide which requests get here, which are compared one by one.
  hostnames: elsewhere,
  created: elsewhere,
  origin: elsewhere,
  protocol: (before, after, pair) =>
    before === after
      ? []
      : [
          changed(['medium', 'route'], pair, [
            ...verb('is', 'are'),
            ...say` now routed as ${after} (was ${before})`,
          ]),
        ],
  action: compareActions,
  filters: (before, after, pair) => compareFilters(before, after, pair, null),
  timeouts: compareTimeouts,
  retry: compareRetries,
  persistence: comparePersistence,
};

/** What becomes different for requests that went by one rule and now go by another, or by its later state. */
export function compareRules(
  before: Rule,
  after: Rule,
  names: NamesOfSides,
): readonly RuleChange[] {
  const pair: RulePair = {
    base: { route: before.route, names: names.base, origin: before.origin },
    head: { route: after.route, names: names.head, origin: after.origin },
  };
  return compareFields(ruleFields, before, after, pair);
}

export interface NamesOfSides {
  readonly base: BackendNames;
  readonly head: BackendNames;
}

function changed(
  [risk, area]: readonly [RuleChange['risk'], RuleChange['area']],
  { base, head }: RulePair,
  predicate: Sentence,
  places: { readonly base?: Origin | null; readonly head?: Origin | null } = {},
): RuleChange {
  const { base: from = base.origin, head: to = head.origin } = places;
  return { risk, area, how: 'changed', predicate, base: from, head: to };
}

function compareActions(before: Action, after: Action, pair: RulePair): readonly RuleChange[] {
  if (before.kind === 'forward' && after.kind === 'forward')
    return compareBackendLists(before.backends, after.backends, pair);
  if (sameMeaning(before, after)) return [];
  return [
    changed(
      [destinationRisk(after, pair), 'route'],
      pair,
      moved(
        describeAction(before, pair.base.route, pair.base.names),
        describeAction(after, pair.head.route, pair.head.names),
      ),
      { base: placeOf(before, pair.base), head: placeOf(after, pair.head) },
    ),
  ];
}

function moved(before: Sentence, after: Sentence): Sentence {
  return [...verb('now goes', 'now go'), ...say` to ${after} (was ${before})`];
}

/** The list of backends where it says more than the rule. */
function placeOf(action: Action, { origin }: RuleSide): Origin {
  if (action.kind === 'redirect') return action.redirect.origin;
  if (action.kind === 'forward') return action.backends[0]?.origin ?? origin;
  return origin;
}

function destinationRisk(after: Action, { base, head }: RulePair): RuleChange['risk'] {
  if (after.kind === 'respond') return 'high';
  if (after.kind === 'redirect') return 'medium';
  const live = after.backends.filter(({ weight }) => weight > 0);
  const away = live.some(({ target }) => {
    if (target.kind === 'unresolved') return true;
    const namespace = head.names.get(target.id)?.resource.namespace;
    return namespace !== undefined && namespace !== base.route.namespace;
  });
  return live.length === 0 || away ? 'high' : 'medium';
}

/** What becomes different where one list of backends replaces another. */
export function compareBackendLists(
  before: readonly WeightedBackend[],
  after: readonly WeightedBackend[],
  pair: RulePair,
): readonly RuleChange[] {
  const from = byTarget(before, pair.base.names);
  const to = byTarget(after, pair.head.names);
  const shares = { before: sharesOf(from), after: sharesOf(to) };
  const filters = [...to].flatMap(([key, one]) => {
    const earlier = from.get(key);
    if (earlier === undefined || one.weight === 0 || earlier.weight === 0) return [];
    const name =
      one.target.kind === 'backend' ? pair.head.names.of(one.target.id, pair.head.route) : '';
    return compareFilters(earlier.filters, one.filters, pair, name);
  });
  if (sameMeaning([...shares.before].sort(), [...shares.after].sort())) return filters;
  const places = {
    base: before[0]?.origin ?? pair.base.origin,
    head: (firstNew(from, to) ?? after[0])?.origin ?? pair.head.origin,
  };
  const described = {
    before: describeBackends(before, pair.base.route, pair.base.names),
    after: describeBackends(after, pair.head.route, pair.head.names),
  };
  return [
    changed(
      [sharesRisk(shares, after, pair), 'route'],
      pair,
      moved(described.before, described.after),
      places,
    ),
    ...filters,
  ];
}

interface Shares {
  readonly before: ReadonlyMap<string, string>;
  readonly after: ReadonlyMap<string, string>;
}

/** New shares of the same backends are not a new destination. */
function sharesRisk(
  { before, after }: Shares,
  backends: readonly WeightedBackend[],
  pair: RulePair,
): RuleChange['risk'] {
  const same = sameMeaning([...before.keys()].sort(), [...after.keys()].sort());
  return same ? 'medium' : destinationRisk({ kind: 'forward', backends }, pair);
}

/** One entry for each Service port; references to the same one add up, and the first one's filters count. */
function byTarget(
  list: readonly WeightedBackend[],
  names: BackendNames,
): ReadonlyMap<string, WeightedBackend> {
  const found = new Map<string, WeightedBackend>();
  for (const each of list) {
    const backend = each.target.kind === 'backend' ? names.get(each.target.id) : null;
    const target = backend === null ? each.target.kind : [backend.resource, backend.port];
    const plain = meaningKey(target);
    const key = found.has(plain) ? meaningKey([target, each.filters]) : plain;
    const known = found.get(key);
    found.set(key, known === undefined ? each : { ...known, weight: known.weight + each.weight });
  }
  return found;
}

/** Shares of requests by backend; backends that get none are left out. */
function sharesOf(targets: ReadonlyMap<string, WeightedBackend>): Map<string, string> {
  const used = [...targets].filter(([, { weight }]) => weight > 0);
  const total = used.reduce((sum, [, { weight }]) => sum + weight, 0);
  return new Map(used.map(([key, { weight }]) => [key, percent(weight, total)]));
}

function firstNew(
  before: ReadonlyMap<string, WeightedBackend>,
  after: ReadonlyMap<string, WeightedBackend>,
): WeightedBackend | null {
  for (const [key, one] of after) if (before.get(key)?.weight !== one.weight) return one;
  return null;
}

function compareRetries(
  before: Retry | null,
  after: Retry | null,
  pair: RulePair,
): readonly RuleChange[] {
  return compareSetting('retry', 'is retried', 'are retried', { before, after, pair });
}

function comparePersistence(
  before: SessionPersistence | null,
  after: SessionPersistence | null,
  pair: RulePair,
): readonly RuleChange[] {
  return compareSetting('session', 'keeps to one endpoint', 'keep to one endpoint', {
    before,
    after,
    pair,
  });
}

interface Setting {
  readonly before: { readonly origin: Origin } | null;
  readonly after: { readonly origin: Origin } | null;
  readonly pair: RulePair;
}

function compareSetting(
  area: 'retry' | 'session',
  one: string,
  many: string,
  { before, after, pair }: Setting,
): readonly RuleChange[] {
  if (sameMeaning(before, after)) return [];
  const places = {
    base: before?.origin ?? pair.base.origin,
    head: after?.origin ?? pair.head.origin,
  };
  const difference = describeDifference(before ?? {}, after ?? {});
  const predicate =
    after === null
      ? [...say`no longer `, ...verb(one, many)]
      : [
          ...say`${before === null ? verb(`now ${one}`, `now ${many}`) : verb(`${one} in another way`, `${many} in another way`)}`,
          ...say`: ${difference}`,
        ];
  return [changed(['low', area], pair, predicate, places)];
}
