import type { Origin, ResourceId } from '../source/place.ts';
import type { FieldPath } from '../source/field-path.ts';
import type { Args, Severity } from './catalog-entry.ts';
import { catalogEntry, type ArgsOf, type Code } from './catalog.ts';

export type TargetName = 'nginx' | 'envoy';

/** A place in a file that no field path can name, such as a syntax error. */
export interface TextPlace {
  readonly file: string;
  /** UTF-16 offsets; equal when the place is a point. */
  readonly start: number;
  readonly end: number;
}

/** Which part of a field is wrong: what it is called, or what it holds. */
export type FieldPart = 'key' | 'value';

/** What a diagnostic is about: a field of an object, a range of text, or the input as a whole. */
export type Place =
  | { readonly kind: 'field'; readonly origin: Origin; readonly part: FieldPart }
  | { readonly kind: 'text'; readonly place: TextPlace }
  | { readonly kind: 'input' };

export interface Related {
  readonly origin: Origin;
  readonly note: string;
}

/** One finding, as data: the text comes from the catalog when it is printed. */
export interface Diagnostic {
  readonly code: Code;
  readonly severity: Severity;
  readonly args: Args;
  readonly place: Place;
  readonly related: readonly Related[];
  /** What to write instead, e.g. a similar name that exists. */
  readonly suggestion: string | null;
  /** The target whose output differs; null when the finding holds for every target. */
  readonly target: TargetName | null;
}

/** A stage's result: its value and what it found on the way. */
export interface Staged<T> {
  readonly value: T;
  readonly diagnostics: readonly Diagnostic[];
}

/** Collects findings inside one stage. */
export type Report = (diagnostic: Diagnostic) => void;

export interface DiagnosticExtras {
  readonly related?: readonly Related[];
  readonly suggestion?: string | null;
  readonly target?: TargetName | null;
  /** `value` by default. */
  readonly part?: FieldPart;
}

function make(code: Code, place: Place, args: Args, extras: DiagnosticExtras): Diagnostic {
  return {
    code,
    severity: catalogEntry(code).severity,
    args,
    place,
    related: extras.related ?? [],
    suggestion: extras.suggestion ?? null,
    target: extras.target ?? null,
  };
}

/** A finding about a field of an object. */
export function atField<C extends Code>(
  code: C,
  origin: Origin,
  args: ArgsOf<C>,
  extras: DiagnosticExtras = {},
): Diagnostic {
  return make(code, { kind: 'field', origin, part: extras.part ?? 'value' }, args, extras);
}

/** A finding about a range of text that is not (yet) an object. */
export function atText<C extends Code>(
  code: C,
  place: TextPlace,
  args: ArgsOf<C>,
  extras: DiagnosticExtras = {},
): Diagnostic {
  return make(code, { kind: 'text', place }, args, extras);
}

/** A finding about the input as a whole. */
export function atInput<C extends Code>(
  code: C,
  args: ArgsOf<C>,
  extras: DiagnosticExtras = {},
): Diagnostic {
  return make(code, { kind: 'input' }, args, extras);
}

/** The object a finding is about, if any. */
export function resourceOf(diagnostic: Diagnostic): ResourceId | null {
  return diagnostic.place.kind === 'field' ? diagnostic.place.origin.resource : null;
}

/** The field a finding is about, if any. */
export function fieldOf(diagnostic: Diagnostic): FieldPath | null {
  return diagnostic.place.kind === 'field' ? diagnostic.place.origin.path : null;
}

export function isError({ severity }: Pick<Diagnostic, 'severity'>): boolean {
  return severity === 'error';
}
