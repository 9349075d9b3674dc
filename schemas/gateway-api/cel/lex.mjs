// Tokens of the Common Expression Language (https://github.com/google/cel-spec/blob/master/doc/langdef.md#syntax).

const punctuation = [
  '&&',
  '||',
  '==',
  '!=',
  '<=',
  '>=',
  '<',
  '>',
  '+',
  '-',
  '*',
  '/',
  '%',
  '!',
  '?',
  ':',
  '.',
  ',',
  '(',
  ')',
  '[',
  ']',
  '{',
  '}',
];

/** @typedef {{ kind: 'name'|'number'|'string'|'mark'|'end', text: string, at: number }} Token */

/**
 * @param {string} source
 * @returns {Token[]} ending with an `end` token
 * @throws Error on a character that begins no token
 */
export function lex(source) {
  const tokens = [];
  let at = 0;
  while (at < source.length) {
    const rest = source.slice(at);
    const blank = /^(?:\s|\/\/[^\n]*)+/.exec(rest);
    if (blank !== null) {
      at += blank[0].length;
      continue;
    }
    const token = nextToken(rest);
    if (token === null)
      throw new Error(`CEL: nothing begins with ${JSON.stringify(rest[0])} in ${source}`);
    tokens.push({ kind: token.kind, text: token.text, at });
    at += token.length;
  }
  tokens.push({ kind: 'end', text: '', at });
  return tokens;
}

function nextToken(rest) {
  const string = stringToken(rest);
  if (string !== null) return string;
  const name = /^[A-Za-z_][A-Za-z0-9_]*/.exec(rest);
  if (name !== null) return { kind: 'name', text: name[0], length: name[0].length };
  const number = /^[0-9]+(?:\.[0-9]+)?/.exec(rest);
  if (number !== null) return { kind: 'number', text: number[0], length: number[0].length };
  const mark = punctuation.find((each) => rest.startsWith(each));
  return mark === undefined ? null : { kind: 'mark', text: mark, length: mark.length };
}

function stringToken(rest) {
  const raw = /^[rR](?="|')/.test(rest);
  const body = raw ? rest.slice(1) : rest;
  const quote = ['"""', "'''", '"', "'"].find((each) => body.startsWith(each));
  if (quote === undefined) return null;
  for (let at = quote.length; at < body.length; at++) {
    if (!raw && body[at] === '\\') at += 1;
    else if (body.startsWith(quote, at)) {
      const text = body.slice(quote.length, at);
      const length = at + quote.length + (raw ? 1 : 0);
      return { kind: 'string', text: raw ? text : unescape(text), length };
    }
  }
  throw new Error(`CEL: a string is not closed: ${rest}`);
}

const escapes = { n: '\n', t: '\t', r: '\r', '\\': '\\', "'": "'", '"': '"', '`': '`', '?': '?' };

function unescape(text) {
  return text.replace(/\\(.)/gs, (whole, letter) => {
    if (!(letter in escapes)) throw new Error(`CEL: the escape ${whole} is not supported`);
    return escapes[letter];
  });
}
