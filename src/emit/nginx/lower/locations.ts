import type { Rule, RuleId } from '../../../ir/index.ts';
import { directive, type Head, type Line, locationHead } from '../directive.ts';
import type { RuleNames } from '../names.ts';
import { describeRule, type Provenance } from '../provenance.ts';
import {
  comment,
  type Comment,
  literal,
  type Literal,
  type Pattern,
  regex,
  word,
  type Word,
} from '../quote.ts';
import type { LocationBlock } from '../view.ts';
import { decisive, type CandidateList, isCertain } from './candidates.ts';
import { NO_MATCH, type Dispatch } from './dispatch.ts';
import { grpcAnswers, unimplementedLines } from './grpc-answers.ts';
import { arrived, jumpHead, searchLines, sentOn } from './jumps.ts';
import { guarded } from './listener-filters.ts';
import type { LocationPlan } from './location-tree.ts';
import type { RedirectPlace } from './redirect.ts';
import { ruleLines } from './rule-lines.ts';
import { type Jumps, noGuard, type RuleLines, type RuleSurroundings } from './rule-surroundings.ts';

export interface LocationSurroundings extends RuleSurroundings {
  readonly rules: ReadonlyMap<RuleId, Rule>;
  readonly dispatch: Dispatch;
  readonly nameOf: RuleNames;
  readonly provenance: Provenance;
  /** What was made for rules whose content is the same on every server; by how requests get to it, and are sent on. */
  readonly known: Readonly<Record<Jumps | 'restored', Map<RuleId, RuleLines>>>;
}

export function nothingKnown(): LocationSurroundings['known'] {
  return { 'by name': new Map(), 'by path': new Map(), restored: new Map() };
}

/** The server that locations are made for. */
export interface LocationPlace extends RedirectPlace {
  /** For the keys of maps. */
  readonly host: string;
  /** Some of its routes take gRPC calls. */
  readonly grpc: boolean;
}

function notFound({ grpc }: LocationPlace): readonly Line[] {
  return grpc ? unimplementedLines : [directive('return', word('404'))];
}

const MAX_NAMED = 8;

/** The locations of one server: those that requests find, then those that they are sent on to. */
export function lowerLocations(
  plans: readonly LocationPlan[],
  place: LocationPlace,
  around: LocationSurroundings,
): readonly LocationBlock[] {
  const server: ServerState = {
    place,
    around,
    added: new Set(),
    named: new Map(),
    contents: new Map(),
    rests: new Map(),
    restsByRule: new Map(),
    searches: false,
  };
  const found = [...plans].sort(comparePlans).map((plan) => foundLocation(server, plan));
  const rests: LocationBlock[] = [];
  // A remainder may itself end in another one, which is then added while this runs.
  for (const [list, name] of server.rests) rests.push(restLocation(server, list, name));
  const named = [...server.named.values()].sort((a, b) => (a.head < b.head ? -1 : 1));
  const none = { head: jumpHead(around.jumps, NO_MATCH), lines: notFound(place) };
  const answers = [...(server.searches ? [none] : []), ...(place.grpc ? grpcAnswers : [])];
  return distinct([
    ...guarded(found, around.guard),
    ...rests,
    ...named,
    ...answers.map((answer): LocationBlock => ({ comments: [], ...answer })),
  ]);
}

/** A listener and its rules may ask the same server. */
function distinct(locations: readonly LocationBlock[]): readonly LocationBlock[] {
  const heads = new Set<Head>();
  return locations.filter(({ head }) => heads.size < heads.add(head).size);
}

interface ServerState {
  readonly place: LocationPlace;
  readonly around: LocationSurroundings;
  /** Rules that requests are sent on to. */
  readonly added: Set<RuleId>;
  /** By head. */
  readonly named: Map<Head, LocationBlock>;
  /** What was made for lists, at the place that it was made for: two locations of a prefix share it. */
  readonly contents: Map<CandidateList, FoundContent>;
  readonly rests: Map<CandidateList, string>;
  readonly restsByRule: Map<string, number>;
  searches: boolean;
}

interface FoundContent extends Pick<LocationBlock, 'comments' | 'lines'> {
  readonly place: string;
}

function foundLocation(server: ServerState, plan: LocationPlan): LocationBlock {
  const { comments, lines } = foundContent(server, plan.list, placeOf(plan));
  return { comments, head: locationHead(...patternOf(plan)), lines };
}

function foundContent(server: ServerState, list: CandidateList, place: string): FoundContent {
  const known = server.contents.get(list);
  if (known?.place === place) return known;
  const comments = listComments(server, list);
  const content = { place, comments, lines: listLines(server, list, place) };
  server.contents.set(list, content);
  return content;
}

/** Both locations of a prefix are one place. */
function placeOf(plan: LocationPlan): string {
  if (plan.kind === 'regex') return plan.pattern;
  return plan.prefix === null ? plan.path : `${plan.prefix}/*`;
}

function patternOf(plan: LocationPlan): readonly (Word | Literal | Pattern)[] {
  switch (plan.kind) {
    case 'exact':
      return [word('='), literal(plan.path)];
    case 'prefix':
      return [literal(plan.path)];
    case 'regex':
      return [word('~'), regex(plan.pattern, '')];
  }
}

function listLines(server: ServerState, list: CandidateList, path: string): readonly Line[] {
  const items = decisive(list);
  const [first] = items;
  if (first === undefined) return notFound(server.place);
  if (isCertain(first)) return contentLines(server, first.rule, server.around);
  server.searches = true;
  for (const { rule } of items) addNamed(server, rule);
  const next = list.next === null ? null : restName(server, list.next);
  return [
    ...server.around.dispatch.lines(
      { items, next: list.next },
      { host: server.place.host, path, next },
    ),
    ...searchLines(server.around.jumps),
  ];
}

function restName(server: ServerState, list: CandidateList): string {
  const known = server.rests.get(list);
  if (known !== undefined) return known;
  const name = uniqueRestName(server, list);
  server.rests.set(list, name);
  return name;
}

/** By its first rule, so that it stays when others come and go. */
function uniqueRestName(server: ServerState, { items: [first] }: CandidateList): string {
  const rule = first === undefined ? 'none' : server.around.nameOf(first.rule);
  const number = (server.restsByRule.get(rule) ?? 0) + 1;
  server.restsByRule.set(rule, number);
  return `gw_rest${number === 1 ? '' : String(number)}_${rule}`;
}

function restLocation(server: ServerState, list: CandidateList, name: string): LocationBlock {
  const { jumps } = server.around;
  return {
    comments: listComments(server, list),
    head: jumpHead(jumps, name),
    lines: arrived(jumps, listLines(server, list, `@${name}`)),
  };
}

function addNamed(server: ServerState, id: RuleId): void {
  if (server.added.has(id)) return;
  server.added.add(id);
  const { jumps } = server.around;
  const head = jumpHead(jumps, server.around.nameOf(id));
  if (server.named.has(head)) return;
  const rule = ruleOf(server, id);
  const tied = server.around.provenance.tie(describeRule(rule), rule.origin);
  const lines = arrived(jumps, contentLines(server, id, sentOn(server.around)));
  server.named.set(head, { comments: [tied], head, lines });
}

function contentLines(
  server: ServerState,
  id: RuleId,
  around: LocationSurroundings,
): readonly Line[] {
  const rule = ruleOf(server, id);
  const { lines, others } = knownLines(rule, server.place, around);
  for (const other of others) {
    if (server.named.has(other.head)) continue;
    const tied = server.around.provenance.tie(describeRule(rule), rule.origin);
    server.named.set(other.head, { comments: [tied], ...other });
  }
  return lines;
}

/** A redirect depends on the server that answers, as all does behind a listener's filters; the rest is made once. */
function knownLines(rule: Rule, place: LocationPlace, around: LocationSurroundings): RuleLines {
  if (rule.action.kind === 'redirect' || around.guard !== noGuard)
    return ruleLines(rule, place, around);
  const known = around.known[around.restored ? 'restored' : around.jumps];
  const lines = known.get(rule.id) ?? ruleLines(rule, place, around);
  known.set(rule.id, lines);
  return lines;
}

function listComments(server: ServerState, list: CandidateList): readonly Comment[] {
  const parts: Comment[] = [];
  const [only] = list.items;
  if (only === undefined) return parts;
  if (list.items.length === 1)
    return [server.around.provenance.tie(describeRule(ruleOf(server, only.rule)), only.origin)];
  const seen = new Set<RuleId>();
  for (const { rule: id, origin } of list.items) {
    if (seen.has(id)) continue;
    seen.add(id);
    if (parts.length < MAX_NAMED)
      parts.push(server.around.provenance.tie(describeRule(ruleOf(server, id)), origin));
  }
  if (seen.size > MAX_NAMED) parts.push(comment(`and ${String(seen.size - MAX_NAMED)} more`));
  return parts;
}

function ruleOf(server: ServerState, id: RuleId): Rule {
  const rule = server.around.rules.get(id);
  if (rule === undefined) throw new Error(`the IR lacks the rule ${id}`);
  return rule;
}

/** By path, so that neighbours stand together; expressions keep their order, which decides. */
function comparePlans(a: LocationPlan, b: LocationPlan): number {
  if (a.kind === 'regex' || b.kind === 'regex')
    return Number(a.kind === 'regex') - Number(b.kind === 'regex');
  return a.path === '/' || b.path === '/'
    ? Number(isRoot(a)) - Number(isRoot(b))
    : a.path < b.path
      ? -1
      : 1;
}

function isRoot(plan: LocationPlan): boolean {
  return plan.kind === 'prefix' && plan.path === '/';
}
