import { directive, type Line } from '../directive.ts';
import type { RuleNames } from '../names.ts';
import {
  comment,
  compoundKey,
  expression,
  type Part,
  regex,
  text,
  variable,
  type VariableName,
  word,
} from '../quote.ts';
import type { MapGroup, MapBlock } from '../view.ts';
import { createDigests, type Digests } from './digests.ts';
import { isCertain, type Candidate, type CandidateList } from './candidates.ts';
import { capture, mapBlock, type MapEntry } from './map-block.ts';

/** Location for requests that no candidate takes. */
export const NO_MATCH = 'gw_no_match';

/**
 * Finds the rule of a request at run time: one map for each distinct set of tests, keyed by location
 * and values, and one that picks the first hit. The cost grows with the kinds of tests, not with the
 * number of rules.
 */
export interface Dispatch {
  /** Lines that say where to search, and in which order. */
  readonly lines: (list: CandidateList, place: DispatchPlace) => readonly Line[];
  readonly maps: () => readonly MapGroup[];
}

export interface DispatchPlace {
  /** Host and path, for the keys of maps. */
  readonly host: string;
  readonly path: string;
  /** The location that continues the search; null when there is no more to search. */
  readonly next: string | null;
}

const place = variable('gw_place');
const site = variable('gw_site');
const chain = variable('gw_chain');
/** The rule that was found. */
export const picked = variable('gw_rule');

const setPlace = word(`$${place}`);
const setSite = word(`$${site}`);

interface Lookup {
  readonly name: VariableName;
  readonly sources: readonly VariableName[];
  readonly entries: Map<string, string>;
}

interface DispatchState {
  readonly nameOf: RuleNames;
  readonly lookups: Map<string, Lookup>;
  /** What the first place of each id is about. */
  readonly firsts: Map<string, string>;
  /** Ids of the others by what they are about. */
  readonly others: Map<string, Map<string, string>>;
  readonly digestOf: Digests;
  jumps: boolean;
}

export function createDispatch(nameOf: RuleNames): Dispatch {
  const state: DispatchState = {
    nameOf,
    lookups: new Map(),
    firsts: new Map(),
    others: new Map(),
    digestOf: createDigests(),
    jumps: false,
  };
  return {
    lines: (list, at) => dispatchLines(state, list, at),
    maps: () => (state.lookups.size === 0 ? [] : [lookupMaps(state)]),
  };
}

function dispatchLines(
  state: DispatchState,
  list: CandidateList,
  at: DispatchPlace,
): readonly Line[] {
  if (at.next !== null) state.jumps = true;
  const hosted = list.items.filter(({ scope }) => scope === 'host');
  const siteId = uniqueId(state, at.host, contentOf(hosted));
  const placeId = uniqueId(
    state,
    `${at.host}${at.path}`,
    `${at.next ?? ''}\n${contentOf(list.items)}`,
  );
  const steps: Part[] = [];
  const used = new Map<string, number>();
  let last = '';
  for (const candidate of list.items) {
    if (isCertain(candidate)) {
      steps.push(state.nameOf(candidate.rule));
      break;
    }
    const shape = shapeOf(candidate);
    // A lookup that comes again after another one would answer too early, so it gets a copy.
    if (shape !== last) used.set(shape, (used.get(shape) ?? 0) + 1);
    const lookup = lookupFor(state, candidate, `${shape}|${String(used.get(shape) ?? 1)}`);
    if (shape !== last) steps.push({ variable: lookup.name });
    last = shape;
    addEntry(state, lookup, candidate, candidate.scope === 'host' ? siteId : placeId);
  }
  if (at.next !== null) steps.push(at.next);
  return [
    directive('set', setPlace, text(placeId)),
    ...(hosted.length === 0 ? [] : [directive('set', setSite, text(siteId))]),
    ...chainLines(steps),
  ];
}

const STEPS_PER_LINE = 24;
const setChain = word(`$${chain}`);

function chainLines(steps: readonly Part[]): readonly Line[] {
  const lines: Line[] = [];
  for (let at = 0; at < steps.length; at += STEPS_PER_LINE) {
    const parts: Part[] = at === 0 ? [] : [{ variable: chain }];
    for (const step of steps.slice(at, at + STEPS_PER_LINE)) {
      if (parts.length > 0) parts.push(',');
      parts.push(step);
    }
    lines.push(directive('set', setChain, expression(...parts)));
  }
  return lines;
}

function shapeOf({ scope, conditions }: Candidate): string {
  let shape: string = scope;
  for (const { variable: name } of conditions) shape += `|${name}`;
  return shape;
}

/** @param key - the candidate's shape, and which copy of its lookup */
function lookupFor(state: DispatchState, candidate: Candidate, key: string): Lookup {
  const known = state.lookups.get(key);
  if (known !== undefined) return known;
  const lookup: Lookup = {
    name: variable(`gw_match_${state.digestOf(key)}`),
    sources: [
      candidate.scope === 'host' ? site : place,
      ...candidate.conditions.map((condition) => condition.variable),
    ],
    entries: new Map(),
  };
  state.lookups.set(key, lookup);
  return lookup;
}

function addEntry(
  { nameOf }: DispatchState,
  lookup: Lookup,
  { conditions, rule }: Candidate,
  where: string,
): void {
  let key = where;
  for (const { expected } of conditions) key += `|${expected}`;
  // The first rule with the same tests has precedence (HTTPRouteRule matches).
  if (!lookup.entries.has(key)) lookup.entries.set(key, nameOf(rule));
}

/** Places with the same candidates share an id, e.g. one host on two ports. */
function uniqueId(state: DispatchState, label: string, content: string): string {
  const name = /^[a-z0-9.*/_-]{1,80}$/.test(label) ? label : `#${state.digestOf(label)}`;
  const first = state.firsts.get(name);
  if (first === undefined) state.firsts.set(name, content);
  if (first === undefined || first === content) return name;
  const others = state.others.get(name) ?? new Map<string, string>();
  state.others.set(name, others);
  const known = others.get(content);
  if (known !== undefined) return known;
  const id = `${name}#${String(others.size + 2)}`;
  others.set(content, id);
  return id;
}

function contentOf(items: readonly Candidate[]): string {
  let text = '';
  for (const { rule, conditions } of items) {
    text += rule;
    for (const { variable: name, expected } of conditions) text += ` ${name}=${expected}`;
    text += '\n';
  }
  return text;
}

function lookupMaps(state: DispatchState): MapGroup {
  // After a jump the same maps are asked again for another place, so they must not remember.
  const forget = state.jumps ? [directive('volatile')] : [];
  const sorted = [...state.lookups.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
  const lookups = sorted.map((lookup): MapBlock => {
    const sources = lookup.sources.flatMap((name) => ['|', { variable: name }]).slice(1);
    const entries = [...lookup.entries].map(([key, rule]): MapEntry => ({
      key: compoundKey(key),
      value: word(rule),
    }));
    return withLines(forget, mapBlock(lookup.name, sources, text(''), entries));
  });
  const first = mapBlock(picked, [{ variable: chain }], word(NO_MATCH), [
    { key: regex('^,*(?<gw_first>[^,]+)'), value: capture('gw_first') },
  ]);
  return {
    comment: comment('Rules by place and tests; then the first of a place that fits.'),
    maps: [...lookups, withLines(forget, first)],
  };
}

function withLines(lines: readonly Line[], map: MapBlock): MapBlock {
  return { ...map, lines: [...lines, ...map.lines] };
}
