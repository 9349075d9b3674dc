import { assertNever } from '../../util/assert-never.ts';
import type { Assertion, ClassItem, Regex, RegexNode } from './node.ts';

/** One step of a program: a state of the automaton. */
type Instruction =
  | { readonly op: 'byte'; readonly takes: (byte: number) => boolean }
  | { readonly op: 'assert'; readonly what: Assertion }
  | { readonly op: 'fork'; readonly to: readonly number[] }
  | { readonly op: 'jump'; to: number }
  | { readonly op: 'done' };

/** Far above what either target accepts of an expression that a request could be tried with. */
const MAX_PROGRAM = 100_000;

/**
 * Whether an expression matches all of a text, in time linear in both (Thompson's construction), whatever the
 * expression is; a backtracking engine would hang on some.
 *
 * @param bytes - one character for each byte
 * @returns null for an expression that is too large to be tried
 */
export function matchesWhole(regex: Regex, bytes: string): boolean | null {
  if (regex.programSize > MAX_PROGRAM) return null;
  const program: Instruction[] = [];
  append(program, regex.node);
  program.push({ op: 'done' });
  let states = new Set<number>();
  follow(program, 0, { bytes, at: 0 }, states);
  for (let at = 0; at < bytes.length && states.size > 0; at++) {
    const byte = bytes.charCodeAt(at);
    const next = new Set<number>();
    for (const state of states) {
      const instruction = program[state];
      if (instruction?.op === 'byte' && instruction.takes(byte))
        follow(program, state + 1, { bytes, at: at + 1 }, next);
    }
    states = next;
  }
  return states.has(program.length - 1);
}

interface Where {
  readonly bytes: string;
  readonly at: number;
}

/** Adds every state that is reached without taking a byte. */
function follow(
  program: readonly Instruction[],
  start: number,
  where: Where,
  states: Set<number>,
): void {
  const open = [start];
  for (let state = open.pop(); state !== undefined; state = open.pop()) {
    if (states.has(state)) continue;
    states.add(state);
    const instruction = program[state];
    if (instruction?.op === 'fork') open.push(...instruction.to);
    if (instruction?.op === 'jump') open.push(instruction.to);
    if (instruction?.op === 'assert' && holds(instruction.what, where)) open.push(state + 1);
  }
}

function append(program: Instruction[], node: RegexNode): void {
  switch (node.kind) {
    case 'empty':
      return;
    case 'literal':
      program.push({ op: 'byte', takes: literal(node.byte, node.ignoreCase) });
      return;
    case 'any':
      program.push({ op: 'byte', takes: (byte) => node.newline || byte !== 0x0a });
      return;
    case 'class':
      program.push({ op: 'byte', takes: classOf(node) });
      return;
    case 'assertion':
      program.push({ op: 'assert', what: node.what });
      return;
    case 'sequence':
      for (const each of node.nodes) append(program, each);
      return;
    case 'alternatives':
      appendAlternatives(program, node.nodes);
      return;
    case 'repeat':
      appendRepeat(program, node);
      return;
    default:
      assertNever(node);
  }
}

function appendAlternatives(program: Instruction[], nodes: readonly RegexNode[]): void {
  const fork = program.push({ op: 'fork', to: [] }) - 1;
  const starts: number[] = [];
  const jumps: Extract<Instruction, { readonly op: 'jump' }>[] = [];
  for (const node of nodes) {
    starts.push(program.length);
    append(program, node);
    const jump = { op: 'jump' as const, to: 0 };
    jumps.push(jump);
    program.push(jump);
  }
  program[fork] = { op: 'fork', to: starts };
  for (const jump of jumps) jump.to = program.length;
}

function appendRepeat(
  program: Instruction[],
  { node, min, max }: Extract<RegexNode, { readonly kind: 'repeat' }>,
): void {
  for (let count = 0; count < min; count++) append(program, node);
  if (max === null) {
    const fork = program.push({ op: 'fork', to: [] }) - 1;
    append(program, node);
    program.push({ op: 'jump', to: fork });
    program[fork] = { op: 'fork', to: [fork + 1, program.length] };
    return;
  }
  const forks: number[] = [];
  for (let count = min; count < max; count++) {
    forks.push(program.push({ op: 'fork', to: [] }) - 1);
    append(program, node);
  }
  for (const fork of forks) program[fork] = { op: 'fork', to: [fork + 1, program.length] };
}

function literal(wanted: number, ignoreCase: boolean): (byte: number) => boolean {
  return ignoreCase ? (byte) => lower(byte) === lower(wanted) : (byte) => byte === wanted;
}

function classOf({
  items,
  negated,
  ignoreCase,
}: Extract<RegexNode, { readonly kind: 'class' }>): (byte: number) => boolean {
  const holds = (byte: number): boolean => items.some((item) => isIn(item, byte));
  const either = (byte: number): boolean =>
    ignoreCase ? holds(lower(byte)) || holds(upper(byte)) : holds(byte);
  return (byte) => either(byte) !== negated;
}

function isIn(item: ClassItem, byte: number): boolean {
  if (item.kind === 'range') return item.from <= byte && byte <= item.to;
  return unicode(item.name)(String.fromCharCode(byte)) !== item.negated;
}

/** RE2 names scripts without saying that they are. */
function unicode(name: string): (character: string) => boolean {
  for (const property of [name, `Script=${name}`])
    try {
      const pattern = new RegExp(`^\\p{${property}}$`, 'u');
      return (character) => pattern.test(character);
    } catch {
      // Not a name of this kind.
    }
  return () => false;
}

function lower(byte: number): number {
  return byte >= 0x41 && byte <= 0x5a ? byte + 0x20 : byte;
}

function upper(byte: number): number {
  return byte >= 0x61 && byte <= 0x7a ? byte - 0x20 : byte;
}

function holds(what: Assertion, { bytes, at }: Where): boolean {
  switch (what) {
    case 'text-start':
      return at === 0;
    case 'text-end':
      return at === bytes.length;
    case 'line-start':
      return at === 0 || bytes[at - 1] === '\n';
    case 'line-end':
      return at === bytes.length || bytes[at] === '\n';
    case 'word-boundary':
      return isWord(bytes[at - 1]) !== isWord(bytes[at]);
    case 'not-word-boundary':
      return isWord(bytes[at - 1]) === isWord(bytes[at]);
  }
}

function isWord(character: string | undefined): boolean {
  return character !== undefined && /[A-Za-z0-9_]/.test(character);
}
