import type { Branded } from '../util/brand.ts';
import type { NodeId } from './model.ts';

/** Graphviz' language, in which text from elsewhere stands within quotes only, and is text. */
export type Dot = Branded<'Dot'>;

export type DotPart = Dot | NodeId;

/** A template tag: our own words of the language, which are taken as they are, around other such text. */
export function dot(words: TemplateStringsArray, ...parts: DotPart[]): Dot {
  return String.raw({ raw: words }, ...parts) as Dot;
}

/** Parts with our own words of the language between them. */
export function joinDot(parts: readonly DotPart[], words: Dot): Dot {
  return parts.join(words) as Dot;
}

/** Within quotes: a backslash begins an escape of labels, an ampersand an entity. */
export function escapeDot(text: string): Dot {
  return text.replaceAll('&', '&amp;').replaceAll('\\', '\\\\').replaceAll('"', '\\"') as Dot;
}
