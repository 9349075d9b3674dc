import type { Branded } from '../util/brand.ts';
import type { NodeId } from './model.ts';

/** Mermaid in which text from elsewhere is text. */
export type Mermaid = Branded<'Mermaid'>;

export type MermaidPart = Mermaid | NodeId;

/** A template tag: our own Mermaid, which is taken as it is, around other Mermaid. */
export function mermaid(words: TemplateStringsArray, ...parts: MermaidPart[]): Mermaid {
  return String.raw({ raw: words }, ...parts) as Mermaid;
}

/** Mermaid with our own between its parts. */
export function joinMermaid(parts: readonly MermaidPart[], words: Mermaid): Mermaid {
  return parts.join(words) as Mermaid;
}

/** Numeric entities for everything that is not plainly a letter: no text of a manifest is syntax. */
export function escapeMermaid(text: string): Mermaid {
  return text.replace(
    /[^\p{L}\p{N} ./_=+-]/gu,
    (character) => `#${String(character.codePointAt(0) ?? 0)};`,
  ) as Mermaid;
}
