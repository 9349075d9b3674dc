import type { Branded } from '../../util/brand.ts';

// One parameter of a directive, ready to be printed, for each kind of place that one can stand in: NGINX has no single
// escaping that fits every context. Only the functions of this module make them, so that no string of a manifest can
// become syntax, and `directive.ts` takes each kind only where NGINX reads it as such.

/** A word that we write ourselves; variables in it are meant. */
export type Word = Branded<'NginxWord'>;
/** Text, with or without variables, for directives that evaluate them. A `$` of a manifest is none. */
export type Value = Branded<'NginxValue'>;
/** Text for directives that evaluate nothing: a `$` in it stays one, and would be a variable elsewhere. */
export type Literal = Branded<'NginxLiteral'>;
/** A plain key of a `map`. */
export type MapKey = Branded<'NginxMapKey'>;
/** A regular expression. */
export type Pattern = Branded<'NginxPattern'>;
export type Token = Word | Value | Literal | MapKey | Pattern;
/** What stands behind `#` on a line. */
export type Comment = Branded<'NginxComment'>;
/** A variable's name without `$`. */
export type VariableName = Branded<'NginxVariable'>;

/** Pieces of a value that NGINX evaluates at run time. */
export type Part = string | { readonly variable: VariableName };

// nginx/src/core/ngx_conf_file.c: "too long parameter" beyond a 4096-byte buffer.
const MAX_TOKEN_BYTES = 4094;

// What needs no quotes in any position. A leading "~", "=", "@" or "-" has a meaning in some directives.
const bare = /^[A-Za-z0-9_/.*][A-Za-z0-9_/.:*-]*$/;
const bareExpression = /^[A-Za-z0-9_/.$][A-Za-z0-9_/.:$-]*$/;

/** A variable of our own or of NGINX. */
export function variable(name: string): VariableName {
  if (!/^[a-z][a-z0-9_]*$/.test(name)) throw new Error('not a variable name');
  return name as VariableName;
}

/** NGINX has no escape for `$`, so a variable stands for it (a `geo` block defines it). */
export const dollar = variable('gw_dollar');

/** The words of a directive that we write ourselves: `off`, `http_500`, `@name`, `60s`. */
export function word(text: string): Word {
  if (!/^[A-Za-z0-9_./:=@*~^?$%-]+$/.test(text)) throw new Error('not a plain word');
  return text as Word;
}

/** Text in a directive that evaluates variables: add_header, proxy_set_header, return, map values. */
export function text(value: string): Value {
  return bare.test(value) ? (value as Value) : (quote(withoutDollars(escape(value))) as Value);
}

/** A mixture of fixed text and variables, for directives that evaluate them. */
export function expression(...parts: readonly Part[]): Value {
  if (parts.length === 1 && typeof parts[0] === 'object') return reference(parts[0].variable);
  let body = '';
  for (let index = 0; index < parts.length; index++) {
    const part = parts[index];
    if (typeof part === 'string') body += withoutDollars(escape(part));
    else if (part !== undefined) body += embedded(part.variable, parts[index + 1]);
  }
  return bareExpression.test(body) ? (body as Value) : (quote(body) as Value);
}

/** Nothing. */
export const empty: Value = quote('') as Value;

/** A variable alone. */
export function reference(name: VariableName): Value {
  return `$${name}` as Value;
}

/** Text in a directive that evaluates nothing: location paths, server_name, file names, geo. */
export function literal(value: string): Literal {
  return bare.test(value) ? (value as Literal) : (quote(escape(value)) as Literal);
}

/** `port`, `host:port` or `[ipv6]:port`; nginx takes nothing else in `listen` and `server` from us. */
export function socketAddress(value: string): Word {
  if (!/^(?:(?:[A-Za-z0-9.-]+|\[[0-9A-Fa-f:.]+\]):)?\d{1,5}$/.test(value))
    throw new Error('not an address with a port');
  return value as Word;
}

/** A Unix socket, by absolute path. */
export function unixSocket(path: string): Word {
  if (!/^\/[A-Za-z0-9_./-]+$/.test(path)) throw new Error('not a path of a socket');
  return `unix:${path}` as Word;
}

/**
 * A plain key of a `map`. The backslash takes away the meaning of `default`, `include`, `hostnames`,
 * `volatile`, `~` and of a backslash that the value itself starts with.
 */
export function mapKey(value: string): MapKey {
  return quote(`\\\\${escape(value)}`) as MapKey;
}

/** The key of nothing: the value of a variable that is not set. */
export const emptyKey: MapKey = quote('') as MapKey;

/**
 * A key of several parts with `|` between them. One that begins like our own places and hosts cannot be taken for a
 * parameter of `map`, so it needs no backslash.
 */
export function compoundKey(value: string): MapKey {
  return /^[a-z0-9*#][^\\]*\|/.test(value) ? (quote(escape(value)) as MapKey) : mapKey(value);
}

/** A regular expression of a `map` or `location` parameter, with its `~` where the place needs one. */
export function regex(pattern: string, prefix: '~' | '' = '~'): Pattern {
  if (!isPrintable(pattern)) throw new Error('control characters cannot be written to nginx.conf');
  // NGINX leaves a backslash alone unless one of these comes next; doubling only there is readable.
  const body = pattern.replace(/\\(?=[\\"'trn]|$)/g, '\\\\').replace(/"/g, '\\"');
  return quote(prefix + body) as Pattern;
}

/** A message for people. Nothing in it can end the comment. */
export function comment(value: string): Comment {
  return (isAsciiText(value) ? value : value.replace(/[^\x20-\x7e]/g, '?')) as Comment;
}

// No comment holds control characters, so these marks are ours alone.
export const MARK = '\u0001';

/** A comment with a number behind it, which is taken out of the file again. */
export function marked(comment: Comment, number: number): Comment {
  return `${comment}${MARK}${String(number)}${MARK}` as Comment;
}

/** Several comments on one line. */
export function together(comments: readonly Comment[]): Comment {
  return comments.join(', ') as Comment;
}

/** Whether NGINX can read the token back: it limits their length. */
export function fits(token: Token): boolean {
  // No UTF-16 unit makes more than three bytes.
  return (
    token.length * 3 <= MAX_TOKEN_BYTES || new TextEncoder().encode(token).length <= MAX_TOKEN_BYTES
  );
}

/** Whether a value can be written at all: control characters have no literal form. */
export function isPrintable(value: string): boolean {
  return isAsciiText(value) || !/[\u0000-\u001f\u007f]|\p{Surrogate}/u.test(value);
}

// Told in a fraction of the time that Unicode takes.
function isAsciiText(value: string): boolean {
  return /^[\x20-\x7e]*$/.test(value);
}

function embedded(name: VariableName, next: Part | undefined): string {
  const braces = typeof next === 'string' && /^[A-Za-z0-9_]/.test(next);
  return braces ? `\${${name}}` : `$${name}`;
}

const unescaped = /^[\x20!#-[\]-~]*$/;

// Inside quotes only the backslash and the quote itself are special (ngx_conf_read_token).
function escape(value: string): string {
  if (unescaped.test(value)) return value;
  if (!isPrintable(value)) throw new Error('control characters cannot be written to nginx.conf');
  return value.replace(/[\\"]/g, '\\$&');
}

function withoutDollars(escaped: string): string {
  return escaped.replaceAll('$', `\${${dollar}}`);
}

function quote(body: string): string {
  return `"${body}"`;
}
