import { escapeForTerminal } from '../../diagnostics/render/escape.ts';
import type { Branded } from '../../util/brand.ts';

/** HTML in which text from elsewhere stands in elements and quoted attributes only, and is text. */
export type Html = Branded<'Html'>;

/** A template tag: our own HTML, which is taken as it is, around other HTML. */
export function hypertext(words: TemplateStringsArray, ...parts: Html[]): Html {
  return String.raw({ raw: words }, ...parts) as Html;
}

/** HTML with our own between its parts. */
export function joinHtml(parts: readonly Html[], words: Html): Html {
  return parts.join(words) as Html;
}

/** Text for elements and quoted attributes; what would be invisible or turn directions is shown. */
export function escapeHtml(text: string): Html {
  return escapeForTerminal(text)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;') as Html;
}
