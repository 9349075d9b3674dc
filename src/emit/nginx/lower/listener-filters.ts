import type { HttpListener, HttpsListener } from '../../../ir/index.ts';
import { directive, type Line, locationHead } from '../directive.ts';
import { word } from '../quote.ts';
import type { LocationBlock } from '../view.ts';
import { authLines } from './auth-lines.ts';
import { createDigests } from './digests.ts';
import { withCopies } from './header-lines.ts';
import {
  noGuard,
  type ExtraLocation,
  type ListenerGuard,
  type RuleLines,
  type RuleSurroundings,
} from './rule-surroundings.ts';

/** Each takes one of the ten internal redirects that NGINX follows. */
export const MAX_LISTENER_FILTERS = 3;

/** Each filter as a step; a later one sees what earlier ones have brought. */
export function listenerGuard(
  { filters }: HttpListener | HttpsListener,
  around: RuleSurroundings,
): ListenerGuard {
  if (filters === 'invalid') throw new Error('a listener that answers 500 has no locations');
  return filters.reduce<ListenerGuard>(({ steps, brought }, { auth }) => {
    const step = authLines(auth, { ...around, guard: { steps, brought } });
    return {
      steps: [...steps, { lines: step.lines, others: step.locations }],
      brought: withCopies(brought, step.copied),
    };
  }, noGuard);
}

/**
 * Puts the steps before locations. The path cannot change, so that a location is found first; what it does stands
 * in a named one, where requests get step by step.
 */
export function guarded(
  locations: readonly LocationBlock[],
  { steps }: ListenerGuard,
): readonly LocationBlock[] {
  if (steps.length === 0) return locations;
  const contents = new Map<string, { readonly name: string; readonly lines: readonly Line[] }>();
  const digest = createDigests();
  const found = locations.map((location) => {
    const key = location.lines.join('\n');
    const content = contents.get(key) ?? {
      name: `gw_passed_${digest(key)}`,
      lines: location.lines,
    };
    contents.set(key, content);
    return { ...location, lines: stepLines(steps, 0, content.name) };
  });
  const others = [...contents.values()].flatMap(({ name, lines }): readonly ExtraLocation[] => [
    ...steps.slice(1).map((_, index) => ({
      head: locationHead(word(`@${stepName(index + 1, name)}`)),
      lines: stepLines(steps, index + 1, name),
    })),
    { head: locationHead(word(`@${name}`)), lines },
  ]);
  const asked = steps.flatMap((step) => step.others);
  const distinct = new Map([...others, ...asked].map((each) => [each.head, each]));
  return [
    ...found,
    ...[...distinct.values()].map((each): LocationBlock => ({ comments: [], ...each })),
  ];
}

function stepLines(
  steps: readonly RuleLines[],
  position: number,
  content: string,
): readonly Line[] {
  const last = position === steps.length - 1;
  return [
    ...(steps[position]?.lines ?? []),
    directive(
      'try_files',
      word('/-/gatewright/none'),
      word(`@${last ? content : stepName(position + 1, content)}`),
    ),
  ];
}

function stepName(position: number, content: string): string {
  return `${content}_step_${String(position + 1)}`;
}
