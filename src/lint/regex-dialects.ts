/** What two dialects make of the same text. */
export interface Construct {
  readonly construct: string;
  readonly re2: string;
  readonly pcre: string;
}

const escapes: ReadonlyMap<string, Construct> = new Map([
  ['v', { construct: '\\v', re2: 'the vertical tab', pcre: 'any vertical white space' }],
  ['s', { construct: '\\s', re2: 'no vertical tab', pcre: 'the vertical tab too' }],
  ['S', { construct: '\\S', re2: 'the vertical tab too', pcre: 'no vertical tab' }],
]);

/** The first construct that RE2 and PCRE both take and read differently (re2/doc/syntax.txt, pcre2pattern(3)). */
export function strangeToPcre(source: string): Construct | null {
  for (let at = 0; at < source.length; at += 1) {
    if (source[at] !== '\\') continue;
    const letter = source[at + 1] ?? '';
    if (letter === 'Q') {
      const end = source.indexOf('\\E', at + 2);
      if (end === -1) return null;
      at = end + 1;
      continue;
    }
    const found = escapes.get(letter);
    if (found !== undefined) return found;
    at += 1;
  }
  return null;
}
