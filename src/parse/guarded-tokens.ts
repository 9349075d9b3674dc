import { Parser, type CST } from 'yaml';
import type { DocumentText } from './document-text.ts';
import { lexemesOf, scalarFollows } from './lexemes.ts';
import type { ParseLimits } from './limits.ts';
import { refusal, type Range } from './refusal.ts';
import { tabCheck } from './tab-check.ts';

/**
 * The syntax tree of a text, document by document. The lexer and parser of `yaml` are driven by hand
 * and stopped at the first mistake or limit: by themselves they need quadratic time for many errors
 * or aliases, and deep nesting can abort the process.
 *
 * @param visible - what the lexer sees, see `lexemesOf`.
 * @throws Refusal at the first mistake or limit; EarlyEnd.
 */
export function* guardedTokens(
  document: DocumentText,
  text: string,
  visible: string,
  limits: ParseLimits,
): Generator<CST.Token, void> {
  const parser = new Parser();
  const check = lexemeCheck(document, limits);
  for (const lexeme of lexemesOf(text, visible)) {
    check(lexeme, parser.offset);
    for (const token of parser.next(lexeme)) yield checkToken(document, token);
    // The stack holds the document and the scalar that is being read, too.
    if (parser.stack.length > limits.depth + 2) {
      const range: Range = [parser.offset - lexeme.length, parser.offset];
      throw refusal(document, 'parse/too-deep', range, { most: limits.depth });
    }
  }
  for (const token of parser.end()) yield checkToken(document, token);
}

const blank = /^[ \t\r\n#]/;

function lexemeCheck(
  document: DocumentText,
  limits: ParseLimits,
): (lexeme: string, offset: number) => void {
  const isMisplacedTab = tabCheck();
  let previous = '';
  let indicator = '';
  let afterScalar = false;
  let tokens = 0;
  let aliases = 0;

  function checkIndicator(lexeme: string, range: Range): void {
    if (lexeme.startsWith('*') && ++aliases > limits.aliases)
      throw refusal(document, 'parse/too-many-aliases', range, { most: limits.aliases });
    if (lexeme === ',' && (indicator === ',' || indicator === '[' || indicator === '{'))
      throw refusal(document, 'parse/syntax', range, { problem: 'a comma with nothing before it' });
    indicator = lexeme;
  }

  return (lexeme, offset) => {
    const isScalar = previous === scalarFollows;
    previous = lexeme;
    const range: Range = [offset, offset + lexeme.length];
    if (isMisplacedTab(lexeme, isScalar))
      throw refusal(document, 'parse/syntax', range, { problem: 'a tab used as indentation' });
    if (!isScalar && blank.test(lexeme)) {
      if (lexeme.endsWith('\n')) afterScalar = false;
      return;
    }
    if (++tokens > limits.tokens) {
      const args = { what: 'document', most: limits.tokens };
      throw refusal(document, 'parse/too-large', [offset, offset], args);
    }
    if (lexeme.length > limits.scalarLength) {
      const args = { what: 'value', most: limits.scalarLength };
      throw refusal(document, 'parse/too-large', [offset, offset], args);
    }
    const isQuoted = !isScalar && (lexeme.startsWith('"') || lexeme.startsWith("'"));
    if (isQuoted && afterScalar)
      throw refusal(document, 'parse/syntax', range, { problem: 'a second value on one line' });
    if (isScalar) indicator = '';
    else if (lexeme !== scalarFollows) checkIndicator(lexeme, range);
    afterScalar = isQuoted || isScalar;
  };
}

function checkToken(document: DocumentText, token: CST.Token): CST.Token {
  if (token.type === 'directive') {
    const range: Range = [token.offset, token.offset + token.source.length];
    throw refusal(document, 'parse/directive', range, {});
  }
  if (token.type === 'error') {
    const range: Range = [token.offset, token.offset + token.source.length];
    throw refusal(document, 'parse/syntax', range, { problem: token.message });
  }
  return token;
}
