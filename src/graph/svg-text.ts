import type { Branded } from '../util/brand.ts';

/** A picture, or a part of one, in which text from elsewhere is text. */
export type Svg = Branded<'Svg'>;

export type SvgPart = Svg | number;

/** A template tag: our own SVG, which is taken as it is, around other SVG. */
export function svgText(words: TemplateStringsArray, ...parts: SvgPart[]): Svg {
  return String.raw({ raw: words }, ...parts) as Svg;
}

/** SVG with our own between its parts. */
export function joinSvg(parts: readonly Svg[], words: Svg): Svg {
  return parts.join(words) as Svg;
}

/** Text and attribute values. Control characters, which XML cannot hold, are escaped before. */
export function escapeSvg(text: string): Svg {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;') as Svg;
}
