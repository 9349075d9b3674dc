import { atField, type Report } from '../diagnostics/diagnostic.ts';
import type { Route, Rule } from '../ir/index.ts';
import type { HostPattern } from '../resolve/hostnames.ts';
import { describeResource } from '../source/place.ts';
import { hostText, type Routing } from './hosts.ts';
import { pathKey, sameMatch } from './match-keys.ts';

interface Entry {
  readonly route: Route;
  readonly rule: Rule;
}

/** Hostnames and paths that routes of several namespaces want. */
export function lintClaims(routing: Routing, report: Report): void {
  const told = new Set<string>();
  for (const { hostnames, routes } of routing.hosts) {
    if (!hasSeveral(routes.map(({ origin }) => origin.resource.namespace))) continue;
    const [host = null] = hostnames;
    const entries = ownEntries(routes, host, routing);
    if (!hasSeveral(entries.map(({ rule }) => rule.route.namespace))) continue;
    lintHost(entries, host, told, report);
    lintPaths(entries, host, told, report);
  }
}

function hasSeveral([first, ...others]: readonly string[]): boolean {
  return others.some((each) => each !== first);
}

/** Those of the hostname itself; what falls through from wider ones was meant to. */
function ownEntries(
  routes: readonly Route[],
  host: HostPattern,
  { ruleOf, claimOf }: Routing,
): readonly Entry[] {
  const claims = new Map<unknown, HostPattern>();
  const all = routes.flatMap((route) => {
    const rule = ruleOf(route.rule);
    if (rule === undefined) return [];
    if (!claims.has(rule.route)) claims.set(rule.route, claimOf(rule.route, host));
    return [{ route, rule }];
  });
  const [first] = all;
  // Rules of the most specific hostname come first.
  const level = first === undefined ? null : claims.get(first.rule.route);
  return all.filter(({ rule }) => claims.get(rule.route) === level);
}

/** One finding for each further namespace. */
function lintHost(
  entries: readonly Entry[],
  host: HostPattern,
  told: Set<string>,
  report: Report,
): void {
  const [first] = entries;
  if (first === undefined) return;
  for (const { rule } of entries) {
    const key = JSON.stringify([host, first.rule.route.namespace, rule.route.namespace]);
    if (rule.route.namespace === first.rule.route.namespace || told.has(key)) continue;
    told.add(key);
    const origin = { ...rule.origin, path: ['spec', 'hostnames'] };
    const related = [
      {
        origin: { ...first.rule.origin, path: ['spec', 'hostnames'] },
        note: describeResource(first.rule.route),
      },
    ];
    const args = { host: hostText(host), namespace: first.rule.route.namespace };
    report(atField('lint/shared-hostname', origin, args, { related }));
  }
}

/** The same path, or one below a prefix of another namespace; `/` is anybody's. */
function lintPaths(
  entries: readonly Entry[],
  host: HostPattern,
  told: Set<string>,
  report: Report,
): void {
  // By path, the first entry of each namespace.
  const byPath = new Map<string, Map<string, Entry>>();
  for (const entry of entries) {
    if (entry.route.match.path.value === '/') continue;
    const key = pathKey(entry.route.match.path);
    const found = byPath.get(key) ?? new Map<string, Entry>();
    byPath.set(key, found);
    const { namespace } = entry.rule.route;
    if (!found.has(namespace)) found.set(namespace, entry);
  }
  for (const entry of entries) {
    const other = strangerAmong(byPath, entry);
    if (other === undefined || isDuplicate(entry, other)) continue;
    const key = findingKey(entry, other);
    if (told.has(key)) continue;
    told.add(key);
    const related = [{ origin: other.route.origin, note: describeResource(other.rule.route) }];
    const args = {
      host: hostText(host),
      path: entry.route.match.path.value,
      other: other.route.match.path.value,
      namespace: other.rule.route.namespace,
    };
    report(atField('lint/shared-path', entry.route.origin, args, { related }));
  }
}

/** Two that want the same path are told of once. */
function findingKey(entry: Entry, other: Entry): string {
  const { path } = entry.route.match;
  const same = pathKey(path) === pathKey(other.route.match.path);
  const pair = [entry.rule.id, other.rule.id];
  return JSON.stringify([path.value, ...(same ? pair.sort() : pair)]);
}

/** Who of another namespace has the path, or a prefix of it. */
function strangerAmong(
  byPath: ReadonlyMap<string, ReadonlyMap<string, Entry>>,
  { route, rule }: Entry,
): Entry | undefined {
  for (const key of claimants(route))
    for (const [namespace, other] of byPath.get(key) ?? [])
      if (namespace !== rule.route.namespace) return other;
  return undefined;
}

/** Which is a finding of its own. */
function isDuplicate(a: Entry, b: Entry): boolean {
  return sameMatch(a.route.match, b.route.match);
}

function claimants({ match: { path } }: Route): readonly string[] {
  const keys = [pathKey(path)];
  if (path.kind === 'regex') return keys;
  if (path.kind === 'exact') keys.push(pathKey({ kind: 'prefix', value: path.value }));
  for (let at = path.value.lastIndexOf('/'); at > 0; at = path.value.lastIndexOf('/', at - 1))
    keys.push(pathKey({ kind: 'prefix', value: path.value.slice(0, at) }));
  return keys;
}
