import { escapeForTerminal, type TerminalText } from '../../diagnostics/render/escape.ts';
import type { Branded } from '../../util/brand.ts';

/** GitHub's Markdown, in which text from elsewhere is neither markup nor a mention. */
export type Markdown = Branded<'Markdown'>;

export type MarkdownPart = Markdown | number;

/** A template tag: our own Markdown, which is taken as it is, around other Markdown. */
export function markdownText(words: TemplateStringsArray, ...parts: MarkdownPart[]): Markdown {
  return String.raw({ raw: words }, ...parts) as Markdown;
}

/** Markdown with our own between its parts. */
export function joinMarkdown(parts: readonly Markdown[], words: Markdown): Markdown {
  return parts.join(words) as Markdown;
}

/** A code span that the text cannot end: its fence is longer than any run of backticks in it. */
export function codeSpan(text: string): Markdown {
  const line = cut(escapeForTerminal(text));
  if (line.trim() === '') return '(empty)' as Markdown;
  const longest = longestTicks([line]);
  const fence = '`'.repeat(longest + 1);
  // A blank on both sides is taken away again, and keeps backticks at the ends apart from the fence.
  const pad = longest > 0 ? ' ' : '';
  return `${fence}${pad}${line}${pad}${fence}` as Markdown;
}

/** The same for where Markdown's own code spans mean nothing: within an element of HTML. */
export function codeElement(text: string): Markdown {
  const escaped = escapeForTerminal(text)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll('@', '&#64;');
  return `<code>${escaped}</code>` as Markdown;
}

// What none of Markdown, GitHub's mentions and its links takes for anything, except where a line begins.
const plain =
  /^(?!\s*(?:[-+=]+(?:\s|$)|\d+[.)]))(?!.*(?::\/\/|www\.|GH-\d))[\p{L}\p{N} ,.:;()'"+/=→-]*$/iu;

/** Words of ours as they are. Should they hold anything that could be markup, they become a code span. */
export function plainWords(text: string): Markdown {
  return plain.test(text) ? (text as Markdown) : codeSpan(text);
}

/** As many items as there is room for; the rest is counted. */
export function limited(items: readonly Markdown[], room: number): Markdown {
  return limitedText(items, room) as Markdown;
}

/** A block of lines of a diff, which none of them can end, in so much room besides its two fences. */
export function diffBlock(lines: readonly TerminalText[], room: number): Markdown {
  const shown = lines.map((line) => cut(line));
  const fence = '`'.repeat(Math.max(2, longestTicks(shown)) + 1);
  const body = limitedText(
    shown.map((line) => `${line}\n`),
    room - 2 * fence.length,
  );
  return `${fence}diff\n${body}${fence}\n` as Markdown;
}

function limitedText(items: readonly string[], room: number): string {
  let length = 0;
  let shown = 0;
  for (const item of items) {
    if (length + item.length > room - 60) break;
    length += item.length;
    shown++;
  }
  const text = items.slice(0, shown).join('');
  const rest = items.length - shown;
  return rest === 0 ? text : `${text}... and ${String(rest)} more, which have no room here.\n`;
}

const MAX_VALUE = 300;

function cut(text: string): string {
  return text.length > MAX_VALUE
    ? `${text.slice(0, MAX_VALUE).replace(/\p{Surrogate}$/u, '')}…`
    : text;
}

function longestTicks(lines: readonly string[]): number {
  return lines.reduce(
    (longest, line) =>
      [...line.matchAll(/`+/g)].reduce((most, [ticks]) => Math.max(most, ticks.length), longest),
    0,
  );
}
