import { parseRegex } from '../../../src/target/regex/index.ts';
import { columns, type Dfa, type DfaVerdict } from '../../../src/validate/pattern.ts';
import { minimize } from './minimize.ts';
import { nfaOf, type Nfa } from './nfa.ts';

// The largest pattern of all releases has some hundred; a pattern that explodes is refused here, at build time.
const mostStates = 20_000;

/** Compiles a pattern in RE2 syntax, which CRDs and CEL use, to an automaton. */
export function compilePattern(source: string): Dfa {
  const parsed = parseRegex(source);
  if (parsed.kind === 'refused') throw new Error(`pattern ${source}: ${parsed.reason}`);
  return minimize(determinize(nfaOf(parsed.regex.node), source));
}

/** The subset construction, for a match anywhere in the text. */
function determinize(nfa: Nfa, source: string): Dfa {
  const { classes, width, samples } = classesOf(nfa);
  const known = new Map<string, number>();
  const sets: (readonly number[])[] = [];
  const stateOf = (set: ReadonlySet<number>): number => {
    const members = [...set].sort((a, b) => a - b);
    const key = members.join();
    const found = known.get(key);
    if (found !== undefined) return found;
    if (sets.length >= mostStates) throw new Error(`pattern ${source}: too many states`);
    known.set(key, sets.length);
    return sets.push(members) - 1;
  };
  stateOf(closure(nfa, [nfa.start], 'text-start'));
  const next: number[] = [];
  for (let state = 0; state < sets.length; state++)
    for (const column of samples) {
      const moved = (sets[state] ?? []).flatMap((each) => {
        const { consumes, to } = nfa.states[each] ?? { consumes: null, to: [] };
        return consumes?.[column] === true ? to : [];
      });
      // A match may begin at every character.
      next.push(stateOf(closure(nfa, [...moved, nfa.start], null)));
    }
  const verdicts = sets.map((set): DfaVerdict => {
    if (set.includes(nfa.match)) return 'now';
    return closure(nfa, set, 'text-end').has(nfa.match) ? 'end' : 'none';
  });
  return { classes, next, width, verdicts };
}

/** All states that are reached without consuming a character. */
function closure(
  nfa: Nfa,
  from: readonly number[],
  holds: 'text-start' | 'text-end' | null,
): ReadonlySet<number> {
  const seen = new Set<number>();
  const open = [...from];
  for (let each = open.pop(); each !== undefined; each = open.pop()) {
    if (seen.has(each)) continue;
    seen.add(each);
    const state = nfa.states[each];
    if (state === undefined || state.consumes !== null) continue;
    if (state.assertion === null || state.assertion === holds) open.push(...state.to);
  }
  return seen;
}

/** Characters that no state tells apart are one class. */
function classesOf(nfa: Nfa): {
  readonly classes: readonly number[];
  readonly width: number;
  readonly samples: readonly number[];
} {
  const byKey = new Map<string, number>();
  const samples: number[] = [];
  const classes: number[] = [];
  const consuming = nfa.states.flatMap(({ consumes }) => (consumes === null ? [] : [consumes]));
  for (let column = 0; column < columns; column++) {
    const key = consuming.map((set) => (set[column] === true ? '1' : '0')).join('');
    let found = byKey.get(key);
    if (found === undefined) {
      found = byKey.size;
      byKey.set(key, found);
      samples.push(column);
    }
    classes.push(found);
  }
  return { classes, width: byKey.size, samples };
}
