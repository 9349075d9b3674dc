import { Composer, type CST, type Document } from 'yaml';
import type { DocumentText } from './document-text.ts';
import { guardedTokens } from './guarded-tokens.ts';
import { EarlyEnd } from './lexemes.ts';
import type { ParseLimits } from './limits.ts';
import { refusal, type Range } from './refusal.ts';

/** One YAML document as a tree with ranges, and where a second one starts in the same text. */
export interface Composed {
  /** Null for a text without any value. */
  readonly root: Document.Parsed | null;
  /** Offset in the document's text of what Kubernetes would not read; null when there is nothing. */
  readonly ignoredFrom: number | null;
}

// `failsafe` leaves all scalars as text: their types are decided as Go does. Unique keys are checked
// elsewhere, in linear time, and errors get their frames from our own renderer.
const options = {
  version: '1.1',
  schema: 'failsafe',
  uniqueKeys: false,
  prettyErrors: false,
  logLevel: 'silent',
} as const;

/** How often the lexer is told to look past line breaks, at one scalar or bracket each time. */
const mostTries = 16;

/**
 * Composes the first YAML document of a text; Kubernetes reads no further.
 *
 * @throws Refusal when the text passes a limit, or is no YAML at all.
 */
export function composeDocument(
  document: DocumentText,
  text: string,
  limits: ParseLimits,
): Composed {
  let visible = text;
  for (let tries = 1; ; tries++) {
    try {
      return composeVisible(document, text, visible, limits);
    } catch (error) {
      if (!(error instanceof EarlyEnd)) throw error;
      if (error.visible === null || tries === mostTries) {
        const problem = `the ${text.charAt(error.offset)} here is not closed`;
        throw refusal(document, 'parse/syntax', [error.offset, error.offset + 1], { problem });
      }
      visible = error.visible;
    }
  }
}

function composeVisible(
  document: DocumentText,
  text: string,
  visible: string,
  limits: ParseLimits,
): Composed {
  let ignoredFrom: number | null = null;
  const tokens = guardedTokens(document, text, visible, limits);
  const first = firstDocument(document, tokens, (offset) => {
    ignoredFrom = offset;
  });
  const [root] = new Composer(options).compose(first);
  return { root: root ?? null, ignoredFrom };
}

function* firstDocument(
  document: DocumentText,
  tokens: Iterable<CST.Token>,
  onSecond: (offset: number) => void,
): Generator<CST.Token, void> {
  let seen = false;
  for (const token of tokens) {
    if (token.type === 'doc-end' && !seen) {
      const range: Range = [token.offset, token.offset + token.source.length];
      throw refusal(document, 'parse/syntax', range, { problem: 'the end of no document' });
    }
    if (token.type === 'document') {
      if (seen) {
        onSecond(token.offset);
        return;
      }
      seen = true;
    }
    yield token;
  }
}
