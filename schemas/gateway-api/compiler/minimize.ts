import type { Dfa, DfaVerdict } from '../../../src/validate/pattern.ts';

/** Merges states that no text tells apart (Moore's algorithm), and marks the one that never matches. */
export function minimize({ classes, next, width, verdicts }: Dfa): Dfa {
  let groups: readonly number[] = numbered(verdicts);
  for (;;) {
    const refined = numbered(
      groups.map((group, state) => {
        const following = next.slice(state * width, (state + 1) * width);
        // Whatever follows a match does not matter.
        return verdicts[state] === 'now'
          ? 'now'
          : `${group}:${following.map((to) => groups[to]).join()}`;
      }),
    );
    if (new Set(refined).size === new Set(groups).size) break;
    groups = refined;
  }
  return build({ classes, next, width, verdicts }, groups);
}

/** Numbers distinct keys in the order of their first occurrence, so that state 0 stays the first. */
function numbered(keys: readonly string[]): readonly number[] {
  const numbers = new Map<string, number>();
  return keys.map((key) => {
    const known = numbers.get(key) ?? numbers.size;
    numbers.set(key, known);
    return known;
  });
}

function build({ classes, next, width, verdicts }: Dfa, groups: readonly number[]): Dfa {
  const count = new Set(groups).size;
  const merged: number[] = [];
  const kinds: DfaVerdict[] = [];
  for (let group = 0; group < count; group++) {
    const state = groups.indexOf(group);
    const following = next.slice(state * width, (state + 1) * width);
    const targets = following.map((to) => groups[to] ?? 0);
    merged.push(...targets);
    const verdict = verdicts[state] ?? 'none';
    const trapped = verdict === 'none' && targets.every((to) => to === group);
    kinds.push(trapped ? 'never' : verdict);
  }
  return { classes, next: merged, width, verdicts: kinds };
}
