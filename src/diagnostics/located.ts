import type { Span } from '../source/place.ts';
import type { Diagnostic } from './diagnostic.ts';

/** A diagnostic with its place in the text; null for findings about the input as a whole. */
export type LocatedDiagnostic = Diagnostic & { readonly span: Span | null };
