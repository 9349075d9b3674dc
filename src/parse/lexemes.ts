import { Lexer } from 'yaml';
import { endOfBrackets, endOfQuoted } from './flow-ends.ts';

/**
 * Tells that the lexer ended a quoted scalar or a bracket too early, for its indentation. Go's scanner
 * does not look at indentation there. Never leaves the parse stage.
 */
export class EarlyEnd extends Error {
  /** Where the scalar or bracket starts. */
  readonly offset: number;
  /** The text for another try, without the line breaks there; null when it really has no end. */
  readonly visible: string | null;

  constructor(offset: number, visible: string | null) {
    super('early end');
    this.offset = offset;
    this.visible = visible;
  }
}

/** What `yaml` puts before the text of a scalar, so that it is not taken for an indicator. */
export const scalarFollows = '\u001f';
const bracketsFail = '\u0018';
/** Lexemes that stand for no text. */
const marks = new Set(['\u0002', bracketsFail, scalarFollows]);

/**
 * The lexemes of a text, as `yaml` cuts them.
 *
 * @param visible - what the lexer sees: the text, with blanks for some line breaks.
 * @throws EarlyEnd
 */
export function* lexemesOf(text: string, visible: string): Generator<string, void> {
  const brackets: number[] = [];
  let offset = 0;
  let isScalar = false;
  for (const lexeme of new Lexer().lex(visible)) {
    const isQuoted = !isScalar && (lexeme.startsWith('"') || lexeme.startsWith("'"));
    if (isQuoted && endOfQuoted(lexeme, 0) !== lexeme.length)
      throw earlyEnd(visible, offset, endOfQuoted(text, offset));
    if (!isScalar) countBrackets(brackets, lexeme, offset);
    const [outermost] = brackets;
    if (lexeme === bracketsFail && outermost !== undefined)
      throw earlyEnd(visible, outermost, endOfBrackets(text, outermost));
    yield isScalar || isQuoted ? text.slice(offset, offset + lexeme.length) : lexeme;
    isScalar = lexeme === scalarFollows;
    if (!marks.has(lexeme)) offset += lexeme.length;
  }
}

/** Keeps the offsets of the brackets that are open. */
function countBrackets(open: number[], lexeme: string, offset: number): void {
  if (lexeme === '[' || lexeme === '{') open.push(offset);
  else if (lexeme === ']' || lexeme === '}') open.pop();
}

function earlyEnd(visible: string, start: number, end: number | null): EarlyEnd {
  if (end === null) return new EarlyEnd(start, null);
  const masked = visible.slice(start, end).replace(/[\r\n]/g, ' ');
  return new EarlyEnd(start, visible.slice(0, start) + masked + visible.slice(end));
}
