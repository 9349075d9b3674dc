import type { BackendId, Filter, HeaderChanges } from '../../ir/index.ts';
import type { Origin } from '../../source/place.ts';
import type { Risk } from '../risk.ts';
import { enumerate, say, verb, type Sentence } from '../sentence.ts';
import { describeDifference, describeLists, sameMeaning } from './fields.ts';
import type { RuleChange, RulePair } from './rule-change.ts';

type FilterOf<K extends Filter['kind']> = Extract<Filter, { readonly kind: K }>;

interface FilterWords<K extends Filter['kind']> {
  /** What happens to requests, as a predicate. */
  readonly does: (filter: FilterOf<K>, backend: (id: BackendId) => string) => Sentence;
  readonly added: (filter: FilterOf<K>, pair: RulePair) => Risk;
  readonly removed: Risk;
  readonly changed: (before: Filter, after: FilterOf<K>) => Risk;
}

const low = (): Risk => 'low';
const medium = (): Risk => 'medium';

/** What each kind of filter means to a reviewer. A new kind has to be added here to compile. */
const filterWords: { readonly [K in Filter['kind']]: FilterWords<K> } = {
  'request-headers': {
    does: ({ changes }) => [
      ...verb('has its request headers changed', 'have their request headers changed'),
      ...say`: ${headerList(changes)}`,
    ],
    added: low,
    removed: 'low',
    changed: low,
  },
  'response-headers': {
    does: ({ changes }) => [
      ...verb('has its response headers changed', 'have their response headers changed'),
      ...say`: ${headerList(changes)}`,
    ],
    added: low,
    removed: 'low',
    changed: low,
  },
  'url-rewrite': {
    does: ({ hostname, path }) =>
      say`${verb('is', 'are')} rewritten: ${describeDifference({}, { ...(hostname === null ? {} : { hostname }), ...(path === null ? {} : { path }) })}`,
    added: medium,
    removed: 'medium',
    changed: medium,
  },
  mirror: {
    does: ({ backend, share }, name) =>
      say`${verb('is', 'are')} copied to ${name(backend)} (${`${String(share.numerator)} of ${String(share.denominator)}`})`,
    // A copy that leaves the namespace shows its requests to somebody else.
    added: ({ backend }, { head }) =>
      head.names.get(backend)?.resource.namespace === head.route.namespace ? 'medium' : 'high',
    removed: 'low',
    changed: medium,
  },
  cors: {
    does: ({ cors }) =>
      say`may be read by other origins (CORS): ${cors.origins === 'any' ? 'any' : String(cors.origins.length)}${cors.credentials ? ' with credentials' : ''}`,
    added: ({ cors }) => (cors.origins === 'any' || cors.credentials ? 'high' : 'medium'),
    removed: 'medium',
    changed: (before, { cors }) =>
      before.kind === 'cors' &&
      ((cors.origins === 'any' && before.cors.origins !== 'any') ||
        (cors.credentials && !before.cors.credentials))
        ? 'high'
        : 'medium',
  },
  'external-auth': {
    does: ({ auth }, name) => say`${verb('is', 'are')} authorised by ${name(auth.backend)}`,
    added: medium,
    removed: 'high',
    changed: () => 'high',
  },
};

/**
 * Compares the filters of two rules, or of one backend of them.
 *
 * @param backend - the backend that the filters are of; null for those of the rule
 */
export function compareFilters(
  before: readonly Filter[],
  after: readonly Filter[],
  pair: RulePair,
  backend: string | null,
): readonly RuleChange[] {
  if (sameMeaning(before, after)) return [];
  const from = byKey(before);
  const to = byKey(after);
  const where = backend === null ? [] : say` at ${backend}`;
  const found: RuleChange[] = [];
  for (const [key, filter] of to) {
    const earlier = from.get(key);
    if (earlier === undefined) found.push(addedFilter(filter, pair, where));
    else if (!sameMeaning(earlier, filter)) found.push(changedFilter(earlier, filter, where));
  }
  for (const [key, filter] of from)
    if (!to.has(key)) found.push(removedFilter(filter, pair, where));
  if (found.length > 0) return found;
  const predicate = [
    ...say`now `,
    ...verb('meets', 'meet'),
    ...say` its filters in another order${where}`,
  ];
  const places = { base: before[0]?.origin ?? null, head: after[0]?.origin ?? null };
  return [{ risk: 'low', area: 'filter', how: 'changed', predicate, ...places }];
}

/** A rule has one filter of each kind, but for mirrors. */
function byKey(filters: readonly Filter[]): ReadonlyMap<string, Filter> {
  const found = new Map<string, Filter>();
  for (const filter of filters) {
    const key = filter.kind === 'mirror' ? `mirror ${filter.backend}` : filter.kind;
    found.set(found.has(key) ? `${key} ${String(found.size)}` : key, filter);
  }
  return found;
}

function addedFilter<K extends Filter['kind']>(
  filter: FilterOf<K> & { readonly kind: K; readonly origin: Origin },
  pair: RulePair,
  where: Sentence,
): RuleChange {
  const words = filterWords[filter.kind];
  const { route, names } = pair.head;
  return {
    risk: words.added(filter, pair),
    area: 'filter',
    how: 'added',
    predicate: say`now ${words.does(filter, (id) => names.of(id, route))}${where}`,
    base: pair.base.origin,
    head: filter.origin,
  };
}

function removedFilter<K extends Filter['kind']>(
  filter: FilterOf<K> & { readonly kind: K; readonly origin: Origin },
  pair: RulePair,
  where: Sentence,
): RuleChange {
  const words = filterWords[filter.kind];
  const { route, names } = pair.base;
  return {
    risk: words.removed,
    area: 'filter',
    how: 'removed',
    predicate: say`no longer ${words.does(filter, (id) => names.of(id, route))}${where}`,
    base: filter.origin,
    head: pair.head.origin,
  };
}

function changedFilter<K extends Filter['kind']>(
  before: Filter,
  after: FilterOf<K> & { readonly kind: K; readonly origin: Origin },
  where: Sentence,
): RuleChange {
  return {
    risk: filterWords[after.kind].changed(before, after),
    area: 'filter',
    how: 'changed',
    predicate: say`${verb('meets', 'meet')} another ${after.kind} filter${where}: ${differenceOf(before, after)}`,
    base: before.origin,
    head: after.origin,
  };
}

function differenceOf(before: Filter, after: Filter): Sentence {
  if ('changes' in before && 'changes' in after)
    return describeLists(headerLines(before.changes), headerLines(after.changes));
  return describeDifference(before, after);
}

function headerLines({ set, add, remove }: HeaderChanges): readonly string[] {
  return [
    ...remove.map((name) => `remove ${name}`),
    ...set.map(({ name, value }) => `set ${name}: ${value}`),
    ...add.map(({ name, value }) => `add ${name}: ${value}`),
  ];
}

const MAX_HEADERS = 4;

function headerList(changes: HeaderChanges): Sentence {
  return enumerate(
    headerLines(changes).map((line): Sentence => [{ value: line }]),
    MAX_HEADERS,
  );
}
