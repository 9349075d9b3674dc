import { Composer, Lexer, Parser, type Document } from 'yaml';
import type { ParseLimits } from './limits.ts';

/** A place in a text with something wrong; offsets count from the text's start. */
export interface Fault {
  readonly start: number;
  readonly end: number;
  readonly problem: string;
}

export type Composed =
  | { readonly kind: 'document'; readonly document: Document.Parsed }
  | { readonly kind: 'faults'; readonly faults: readonly Fault[] };

// Scalars stay strings here: `plain-scalars.ts` reads them as Kubernetes does. Duplicate keys are looked
// for elsewhere, because the library's own search is quadratic.
const options = {
  schema: 'failsafe',
  version: '1.1',
  uniqueKeys: false,
  prettyErrors: false,
} as const;

/**
 * Composes one document with the library's parts driven by hand, so that depth and aliases are bounded
 * while reading: a deeply nested text must not exhaust the stack.
 */
export function composeDocument(text: string, limits: ParseLimits): Composed {
  const parser = new Parser();
  const composer = new Composer(options);
  let offset = 0;
  let aliases = 0;
  let document: Document.Parsed | null = null;
  let extra: number | null = null;
  const take = (documents: Iterable<Document.Parsed>): void => {
    for (const each of documents) {
      if (document === null) document = each;
      else extra ??= each.range[0];
    }
  };
  const fault = (problem: string): Composed => ({
    kind: 'faults',
    faults: [{ start: offset, end: offset, problem }],
  });

  let block = false;
  for (const lexeme of new Lexer().lex(text)) {
    // A block scalar's text follows its marker and may look like anything.
    if (!block && lexeme.startsWith('*') && ++aliases > limits.aliases)
      return fault('the document has too many aliases');
    block = lexeme === '\u001f';
    for (const token of parser.next(lexeme)) take(composer.next(token));
    if (parser.stack.length > limits.depth) return fault('the document is nested too deeply');
    if (lexeme.charCodeAt(0) > 0x1f || /^[\t\n\r]/.test(lexeme)) offset += lexeme.length;
  }
  for (const token of parser.end()) take(composer.next(token));
  take(composer.end(true, text.length));
  return finish(document, extra, limits);
}

function finish(
  document: Document.Parsed | null,
  extra: number | null,
  limits: ParseLimits,
): Composed {
  if (document === null) return { kind: 'faults', faults: [] };
  // Warnings are about tags, which `to-json.ts` judges.
  const problems = document.errors.slice(0, limits.errors);
  const faults = problems.map(({ message, pos: [start, end] }) => ({
    start,
    end,
    problem: message,
  }));
  if (extra !== null)
    faults.push({ start: extra, end: extra, problem: 'a second document begins without ---' });
  return faults.length > 0 ? { kind: 'faults', faults } : { kind: 'document', document };
}
