import { directive, type Line } from '../directive.ts';
import { ruleName } from '../names.ts';
import {
  comment,
  compoundKey,
  expression,
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

/** Named location for requests that no candidate takes. */
export const NO_MATCH = 'gw_no_match';

/**
 * Finds the rule of a request at run time: one map for each distinct set of tests, keyed by location
 * and values, and one that picks the first hit. The cost grows with the kinds of tests, not with the
 * number of rules.
 */
export interface Dispatch {
  /** Lines that set the search off; they end the location. */
  readonly lines: (list: CandidateList, place: DispatchPlace) => readonly Line[];
  readonly maps: () => readonly MapGroup[];
}

export interface DispatchPlace {
  /** Host and path, for the keys of maps. */
  readonly host: string;
  readonly path: string;
  /** The named location that continues the search; null when there is no more to search. */
  readonly next: string | null;
}

const place = variable('gw_place');
const site = variable('gw_site');
const chain = variable('gw_chain');
const picked = variable('gw_rule');

interface Lookup {
  readonly name: VariableName;
  readonly sources: readonly VariableName[];
  readonly entries: Map<string, string>;
}

interface DispatchState {
  readonly lookups: Map<string, Lookup>;
  readonly ids: Map<string, Map<string, string>>;
  readonly digestOf: Digests;
  jumps: boolean;
}

export function createDispatch(): Dispatch {
  const state: DispatchState = {
    lookups: new Map(),
    ids: new Map(),
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
  const steps: string[] = [];
  const used = new Map<string, number>();
  let last = '';
  for (const candidate of list.items) {
    if (isCertain(candidate)) {
      steps.push(ruleName(candidate.rule));
      break;
    }
    const shape = shapeOf(candidate);
    // A lookup that comes again after another one would answer too early, so it gets a copy.
    if (shape !== last) used.set(shape, (used.get(shape) ?? 0) + 1);
    const lookup = lookupFor(state, candidate, `${shape}|${String(used.get(shape) ?? 1)}`);
    if (shape !== last) steps.push(`$${lookup.name}`);
    last = shape;
    addEntry(lookup, candidate, candidate.scope === 'host' ? siteId : placeId);
  }
  if (at.next !== null) steps.push(at.next);
  return [
    directive('set', word(`$${place}`), text(placeId)),
    ...(hosted.length === 0 ? [] : [directive('set', word(`$${site}`), text(siteId))]),
    ...chainLines(steps),
    directive('return', word('418')),
  ];
}

const STEPS_PER_LINE = 24;

function chainLines(steps: readonly string[]): readonly Line[] {
  const lines: Line[] = [];
  for (let at = 0; at < steps.length; at += STEPS_PER_LINE) {
    const part = steps
      .slice(at, at + STEPS_PER_LINE)
      .flatMap((step) => [
        ',',
        step.startsWith('$') ? { variable: variable(step.slice(1)) } : step,
      ]);
    const parts = at === 0 ? part.slice(1) : [{ variable: chain }, ...part];
    lines.push(directive('set', word(`$${chain}`), expression(...parts)));
  }
  return lines;
}

function shapeOf(candidate: Candidate): string {
  return [candidate.scope, ...candidate.conditions.map(({ variable: name }) => name)].join('|');
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

function addEntry(lookup: Lookup, candidate: Candidate, where: string): void {
  const key = [where, ...candidate.conditions.map(({ expected }) => expected)].join('|');
  // The first rule with the same tests has precedence (HTTPRouteRule matches).
  if (!lookup.entries.has(key)) lookup.entries.set(key, ruleName(candidate.rule));
}

/** Places with the same candidates share an id, e.g. one host on two ports. */
function uniqueId(state: DispatchState, label: string, content: string): string {
  const name = /^[a-z0-9.*/_-]{1,80}$/.test(label) ? label : `#${state.digestOf(label)}`;
  const same = state.ids.get(name) ?? new Map<string, string>();
  state.ids.set(name, same);
  const known = same.get(content);
  if (known !== undefined) return known;
  const id = same.size === 0 ? name : `${name}#${String(same.size + 1)}`;
  same.set(content, id);
  return id;
}

function contentOf(items: readonly Candidate[]): string {
  return items
    .map(({ rule, conditions }) =>
      [rule, ...conditions.map((each) => `${each.variable}=${each.expected}`)].join(' '),
    )
    .join('\n');
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
