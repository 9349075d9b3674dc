import type { Filter } from '../../../ir/index.ts';
import { directive, when, type Line } from '../directive.ts';
import type { ProxyPlan } from '../filters/index.ts';
import { literal, word } from '../quote.ts';
import { requestHeaderLines } from './header-lines.ts';
import { passDirective } from './pass.ts';
import { proxyPassLines } from './path-lines.ts';
import { reach } from './reach.ts';
import type { ExtraLocation, RuleSurroundings } from './rule-surroundings.ts';
import { SHARES } from './split.ts';
import { internalLocation, internalPath, keepPath, passSentPath } from './subrequests.ts';

type Mirror = Extract<Filter, { readonly kind: 'mirror' }>;

/** Lines for the location of the requests, and the locations of their copies. */
export interface MirrorLines {
  readonly lines: readonly Line[];
  readonly locations: readonly ExtraLocation[];
}

/** How long a mirror may keep the client's connection from its next request. */
const MIRROR_LIMIT = '5s';

/** Copies of the requests of one location, as its backend gets them. */
export function mirrorLines(name: string, plan: ProxyPlan, around: RuleSurroundings): MirrorLines {
  if (plan.mirrors.length === 0) return { lines: [], locations: [] };
  const paths = plan.mirrors.map((_, index) =>
    internalPath('mirror', `${name}_${String(index + 1)}`),
  );
  return {
    lines: [keepPath, ...paths.map((path) => directive('mirror', literal(path)))],
    locations: plan.mirrors.flatMap((mirror, index) => {
      const path = paths[index];
      return path === undefined
        ? []
        : [{ head: internalLocation(path), lines: copyLines(mirror, index, plan, around) }];
    }),
  };
}

function copyLines(
  mirror: Mirror,
  index: number,
  plan: ProxyPlan,
  around: RuleSurroundings,
): readonly Line[] {
  const found = reach(around.lookup(mirror.backend), around);
  // Nobody is there to get a copy.
  if (found === null) return [directive('internal'), directive('return', word('204'))];
  const { upstream } = found;
  const { pass } = upstream;
  return [
    directive('internal'),
    ...sampleLines(mirror, index, around),
    ...found.lines,
    ...requestHeaderLines(plan, { pass, copied: [] }, around.shared),
    passDirective(pass, 'read_timeout', word(MIRROR_LIMIT)),
    passDirective(pass, 'connect_timeout', word(MIRROR_LIMIT)),
    ...(plan.path === null
      ? passSentPath(upstream, '', 'its own')
      : proxyPassLines(upstream, plan.path, { ...around, restored: false })),
  ];
}

/** Several mirrors of one request are drawn for independently of each other. */
function sampleLines({ share }: Mirror, index: number, around: RuleSurroundings): readonly Line[] {
  if (share.numerator === share.denominator) return [];
  const hits = Math.round((share.numerator / share.denominator) * SHARES);
  if (hits === 0) return [directive('return', word('204'))];
  if (hits === SHARES) return [];
  const choice = around.shared.sample([hits, SHARES - hits], `mirror${String(index + 1)}`);
  return [
    when({ kind: 'equals', variable: choice, value: word('2') }, directive('return', word('204'))),
  ];
}

/** Whether the share is a whole number of the parts that can be drawn. */
export function mirrorIsExact({
  share: { numerator, denominator },
}: Pick<Mirror, 'share'>): boolean {
  return (numerator * SHARES) % denominator === 0;
}
