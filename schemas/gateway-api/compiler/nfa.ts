import { columns, kelvinSign, longS } from '../../../src/validate/pattern.ts';
import type { ClassItem, RegexNode } from '../../../src/target/regex/index.ts';

/** Thompson's construction: each state either consumes one character of a set or goes on without one. */
export interface NfaState {
  /** By column; null for a state that consumes nothing. */
  readonly consumes: readonly boolean[] | null;
  /** What has to hold before going on. */
  readonly assertion: 'text-start' | 'text-end' | null;
  readonly to: readonly number[];
}

export interface Nfa {
  readonly states: readonly NfaState[];
  readonly start: number;
  readonly match: number;
}

interface OpenState {
  readonly consumes: readonly boolean[] | null;
  readonly assertion: 'text-start' | 'text-end' | null;
  readonly to: number[];
}

/** Builds the automaton from the end: every piece is given the state that follows it. */
export function nfaOf(root: RegexNode): Nfa {
  const states: OpenState[] = [];
  const add = (state: OpenState): number => states.push(state) - 1;
  const pass = (to: number[]): number => add({ consumes: null, assertion: null, to });

  const build = (node: RegexNode, after: number): number => {
    switch (node.kind) {
      case 'empty':
        return after;
      case 'literal':
      case 'class':
      case 'any':
        return add({ consumes: columnsOf(node), assertion: null, to: [after] });
      case 'assertion':
        if (node.what !== 'text-start' && node.what !== 'text-end')
          throw new Error(`the assertion ${node.what} is not supported`);
        return add({ consumes: null, assertion: node.what, to: [after] });
      case 'sequence':
        return node.nodes.reduceRight((next, each) => build(each, next), after);
      case 'alternatives':
        return pass(node.nodes.map((each) => build(each, after)));
      case 'repeat':
        return repeat(node, after);
    }
  };

  const repeat = (
    { node, min, max }: Extract<RegexNode, { kind: 'repeat' }>,
    after: number,
  ): number => {
    let next = after;
    if (max === null) {
      const loop: number[] = [after];
      next = pass(loop);
      loop.push(build(node, next));
    } else for (let i = min; i < max; i++) next = pass([build(node, next), after]);
    for (let i = 0; i < min; i++) next = build(node, next);
    return next;
  };

  const match = pass([]);
  return { start: build(root, match), match, states };
}

type Consuming = Extract<RegexNode, { kind: 'literal' | 'class' | 'any' }>;

function columnsOf(node: Consuming): readonly boolean[] {
  const set = Array.from({ length: columns }, () => false);
  if (node.kind === 'any') return set.map((_, column) => node.newline || column !== 10);
  if (node.kind === 'literal') include(set, node.byte, node.byte, node.ignoreCase);
  else for (const item of node.items) includeItem(set, item, node.ignoreCase);
  return node.kind === 'class' && node.negated ? set.map((has) => !has) : set;
}

function includeItem(set: boolean[], item: ClassItem, ignoreCase: boolean): void {
  if (item.kind === 'unicode') throw new Error(`\\p{${item.name}} is not supported`);
  include(set, item.from, item.to, ignoreCase);
}

function include(set: boolean[], from: number, to: number, ignoreCase: boolean): void {
  if (to > 127) throw new Error('characters outside ASCII are not supported');
  for (let code = from; code <= to; code++) {
    set[code] = true;
    const letter = String.fromCharCode(code).toLowerCase();
    if (!ignoreCase || letter < 'a' || letter > 'z') continue;
    set[letter.charCodeAt(0)] = true;
    set[letter.toUpperCase().charCodeAt(0)] = true;
    // U+017F folds to s, U+212A to k.
    if (letter === 's') set[columnOfFold(longS)] = true;
    if (letter === 'k') set[columnOfFold(kelvinSign)] = true;
  }
}

function columnOfFold(code: number): number {
  return code === longS ? 128 : 129;
}
