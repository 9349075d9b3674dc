import type { Match, Route, VirtualHost } from '../../../ir/index.ts';
import { bytesOf } from '../../../target/conduct.ts';
import { parseRegex } from '../../../target/regex/index.ts';
import { matchesWhole } from '../../../target/regex/match.ts';
import { decodePath } from '../url-path.ts';
import {
  createRemainders,
  mergeCandidates,
  noCandidates,
  type Candidate,
  type CandidateList,
} from './candidates.ts';
import { printRegex, type Condition, type Conditions } from './conditions.ts';
import type { CopiedField } from './header-lines.ts';

/** One `location` of a host: which requests it gets, and who may take them. */
export type LocationPlan =
  | {
      readonly kind: 'exact' | 'prefix';
      readonly path: string;
      /** The prefix match that it stands for, if any; empty for `/`. */
      readonly prefix: string | null;
      readonly list: CandidateList;
    }
  | { readonly kind: 'regex'; readonly pattern: string; readonly list: CandidateList };

interface PathGroups {
  readonly exact: Map<string, Candidate[]>;
  /** By prefix; the empty string stands for `/`. */
  readonly prefix: Map<string, Candidate[]>;
  readonly regex: { readonly expression: string; readonly candidate: Candidate }[];
}

/**
 * Lays out a host's paths as static locations, which NGINX finds in a search tree. Fall-through
 * between rules is known beforehand, since the candidates of a path are those of the prefixes above it.
 */
export function planLocations(
  host: VirtualHost,
  conditions: Conditions,
  brought: readonly CopiedField[],
): readonly LocationPlan[] {
  const groups = groupByPath(host.routes, (match) => conditions.of(match, brought));
  const shadowed = regexesStandAlone(groups) ? expressionsOfPrefixes(groups) : null;
  const native = shadowed !== null;
  const everywhere = native ? [] : groups.regex.map(onEveryPath(conditions));
  const listOf = prefixLists(groups, everywhere);
  return [
    ...exactPlans(groups, listOf),
    ...(native ? groups.regex.map(regexPlan) : []),
    ...prefixPlans(groups, listOf, shadowed ?? new Map()),
  ];
}

function groupByPath(
  routes: readonly Route[],
  conditionsOf: (match: Match) => readonly Condition[],
): PathGroups {
  const groups: PathGroups = { exact: new Map(), prefix: new Map(), regex: [] };
  routes.forEach((route, index) => {
    const { path } = route.match;
    const candidate: Candidate = {
      index,
      rule: route.rule,
      scope: 'location',
      conditions: conditionsOf(route.match),
      origin: route.origin,
    };
    if (path.kind === 'regex') groups.regex.push({ expression: path.value, candidate });
    else {
      const target = path.kind === 'exact' ? groups.exact : groups.prefix;
      const key = path.kind === 'prefix' && path.value === '/' ? '' : locationPath(path.value);
      const list = target.get(key);
      if (list === undefined) target.set(key, [candidate]);
      else list.push(candidate);
    }
  });
  return groups;
}

function locationPath(value: string): string {
  const decoded = decodePath(value);
  if (decoded.kind === 'refused') throw new Error('an unsupported path was not refused');
  return decoded.path;
}

/**
 * NGINX itself tries exact locations, then expressions, then prefixes. That order serves when no
 * request has to fall from one kind to the next.
 */
function regexesStandAlone(groups: PathGroups): boolean {
  const first = groups.regex[0];
  const last = groups.regex.at(-1);
  if (first === undefined || last === undefined) return true;
  const isCertainBefore = (list: readonly Candidate[]): boolean =>
    list.some((each) => each.conditions.length === 0 && each.index < first.candidate.index);
  return (
    bareExactPaths(groups).length === 0 &&
    groups.regex.every(({ candidate }) => candidate.conditions.length === 0) &&
    [...groups.exact.values()].every(isCertainBefore) &&
    [...groups.prefix.values()].flat().every(({ index }) => index > last.candidate.index)
  );
}

// Beyond it the product of prefixes and expressions is not worth the time.
const MAX_TRIED = 2048;

/**
 * A prefix without a final slash has an exact location, which NGINX would find before any expression: the first
 * expression that matches the prefix itself, by prefix. Null when that cannot be told.
 */
function expressionsOfPrefixes({
  regex,
  prefix,
}: PathGroups): ReadonlyMap<string, Candidate> | null {
  const found = new Map<string, Candidate>();
  if (regex.length === 0) return found;
  if (regex.length * prefix.size > MAX_TRIED) return null;
  const parsed = regex.map(({ expression, candidate }) => ({
    read: parseRegex(expression),
    candidate,
  }));
  for (const path of prefix.keys()) {
    if (path === '') continue;
    const bytes = bytesOf(path);
    for (const { read, candidate } of parsed) {
      const matched = read.kind === 'refused' ? null : matchesWhole(read.regex, bytes);
      if (matched === null) return null;
      if (!matched) continue;
      found.set(path, candidate);
      break;
    }
  }
  return found;
}

function onEveryPath(conditions: Conditions): (regex: PathGroups['regex'][number]) => Candidate {
  return ({ expression, candidate }) => ({
    ...candidate,
    scope: 'host',
    conditions: [conditions.path(expression), ...candidate.conditions],
  });
}

/** The list of each declared prefix, and of any path by its nearest prefix. */
function prefixLists(
  groups: PathGroups,
  everywhere: readonly Candidate[],
): (path: string) => CandidateList {
  const remainders = createRemainders();
  const known = new Map<string, CandidateList>();
  const root = mergeCandidates(
    groups.prefix.get('') ?? [],
    { items: everywhere, next: null },
    remainders,
  );
  const listOf = (path: string): CandidateList => {
    if (path === '') return root;
    const found = known.get(path);
    if (found !== undefined) return found;
    const own = groups.prefix.get(path);
    const above = listOf(nearest(parentOf(path), groups));
    const list = own === undefined ? above : mergeCandidates(own, above, remainders);
    known.set(path, list);
    return list;
  };
  return (path) => listOf(nearest(path, groups));
}

function nearest(path: string, groups: PathGroups): string {
  let candidate = path;
  while (candidate !== '' && !groups.prefix.has(candidate)) candidate = parentOf(candidate);
  return candidate;
}

/** The path without its last element: `/a/b` gives `/a`, `/a/` gives `/a`. */
function parentOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}

function exactPlans(
  groups: PathGroups,
  listOf: (path: string) => CandidateList,
): readonly LocationPlan[] {
  const remainders = createRemainders();
  const declared = [...groups.exact].map(([path, own]): LocationPlan => ({
    kind: 'exact',
    path,
    prefix: null,
    list: mergeCandidates(own, listOf(path), remainders),
  }));
  const bare = bareExactPaths(groups).map((path): LocationPlan => ({
    kind: 'exact',
    path,
    prefix: null,
    list: listOf(path),
  }));
  return [...declared, ...bare];
}

/**
 * Exact paths with a final slash, without it: NGINX redirects those to the path with the slash, unless they have
 * a location of their own.
 */
function bareExactPaths({ exact, prefix }: PathGroups): readonly string[] {
  return [...exact.keys()]
    .filter((path) => path.length > 1 && path.endsWith('/'))
    .map((path) => path.slice(0, -1))
    .filter((path) => !exact.has(path) && !prefix.has(path));
}

/** `/foo` takes `/foo` and what is below `/foo/`, but not `/foobar`. */
function prefixPlans(
  groups: PathGroups,
  listOf: (path: string) => CandidateList,
  expressions: ReadonlyMap<string, Candidate>,
): readonly LocationPlan[] {
  const plans = [...groups.prefix.keys()].flatMap((prefix): readonly LocationPlan[] => {
    if (prefix === '') return [];
    const list = listOf(prefix);
    const below: LocationPlan = { kind: 'prefix', path: `${prefix}/`, prefix, list };
    // An exact match on the same path has taken over the prefix's candidates already.
    if (groups.exact.has(prefix)) return [below];
    const first = expressions.get(prefix);
    return first === undefined
      ? [{ kind: 'exact', path: prefix, prefix, list }, below]
      : [
          { kind: 'exact', path: prefix, prefix: null, list: { items: [first], next: null } },
          below,
        ];
  });
  return [...plans, { kind: 'prefix', path: '/', prefix: '', list: listOf('') }];
}

function regexPlan({ expression, candidate }: PathGroups['regex'][number]): LocationPlan {
  return {
    kind: 'regex',
    pattern: printRegex(expression),
    list: { ...noCandidates, items: [candidate] },
  };
}
