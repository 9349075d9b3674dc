// Compiles a regular expression to the table of a deterministic automaton: it reads each character once, where
// JavaScript's own engine may backtrack for longer than anybody waits. src/validate/pattern.ts runs the tables.
import { CharSet, DFA, JS, NFA } from 'refa';

// The library reads `^` as "nothing before" and `$` as "nothing after".
const edges = { start: 'behind', end: 'ahead' };

/**
 * @param {string} source in the part of RE2 that JavaScript reads alike
 * @param {string} flags `u`, and `i` when case does not count
 * @returns {{ bounds: number[], classes: number[], next: number[], accepts: number[] }} `bounds[i]` is the first
 * code point of a range, `classes[i]` its class; `next[state * classCount + class]` the state after it, -1 when
 * nothing can match any more. State 0 is the first one.
 */
export function compilePattern(source, flags = 'u') {
  const { expression, maxCharacter } = JS.Parser.fromLiteral({ source, flags }).parse();
  const any = anything(maxCharacter);
  const whole = { ...expression, alternatives: anchored(expression.alternatives, any) };
  const automaton = DFA.fromFA(NFA.fromRegex(whole, { maxCharacter }));
  automaton.minimize();
  return tableOf(automaton, maxCharacter);
}

/** `[^]*`, what may stand before and after a match that is not anchored. */
function anything(maxCharacter) {
  const all = { type: 'CharacterClass', characters: CharSet.all(maxCharacter) };
  const alternatives = [{ type: 'Concatenation', elements: [all] }];
  return { type: 'Quantifier', min: 0, max: Infinity, lazy: false, alternatives };
}

/** The same expression for whole strings: `^` and `$` taken away at the edges, `[^]*` where they are not. */
function anchored(alternatives, any) {
  return [edges.end, edges.start].reduce(
    (list, edge) => list.map((each) => atEdge(each, edge, any)),
    alternatives,
  );
}

function atEdge({ type, elements }, edge, any) {
  const last = edge === edges.end;
  const outer = elements.at(last ? -1 : 0);
  const rest = last ? elements.slice(0, -1) : elements.slice(1);
  const put = (...list) => ({ type, elements: last ? [...rest, ...list] : [...list, ...rest] });
  if (isEdge(outer, edge)) return put();
  if (outer?.type === 'Alternation')
    return put({
      ...outer,
      alternatives: outer.alternatives.map((each) => atEdge(each, edge, any)),
    });
  return { type, elements: last ? [...elements, any] : [any, ...elements] };
}

function isEdge(element, edge) {
  if (element?.type !== 'Assertion' || element.kind !== edge || !element.negate) return false;
  const [only, ...more] = element.alternatives.flatMap(({ elements }) => elements);
  return more.length === 0 && only.type === 'CharacterClass' && only.characters.isAll;
}

function tableOf(automaton, maxCharacter) {
  const states = [
    automaton.initial,
    ...[...automaton.nodes()].filter((node) => node !== automaton.initial),
  ];
  const bounds = boundsOf(states, maxCharacter);
  const columns = bounds.map((code) => states.map((state) => states.indexOf(state.out.get(code))));
  const keys = columns.map((column) => column.join());
  const distinct = [...new Set(keys)];
  return {
    bounds,
    classes: keys.map((key) => distinct.indexOf(key)),
    next: states.flatMap((_, state) => distinct.map((key) => columns[keys.indexOf(key)][state])),
    accepts: states.map((state) => (automaton.finals.has(state) ? 1 : 0)),
  };
}

/** Code points at which something changes for at least one state. */
function boundsOf(states, maxCharacter) {
  const starts = new Set([0]);
  for (const { out } of states)
    for (const [{ min, max }] of out) {
      starts.add(min);
      if (max < maxCharacter) starts.add(max + 1);
    }
  return [...starts].sort((a, b) => a - b);
}
