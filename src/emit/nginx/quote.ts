import type { Branded } from '../../util/brand.ts';

/**
 * One parameter of a directive, ready to be printed. Only the functions of this module make one, so no
 * string of a manifest can become syntax (nginx has no single escaping that fits every context).
 */
export type Token = Branded<'NginxToken'>;
/** A variable's name without `$`. */
export type VariableName = Branded<'NginxVariable'>;

/** Pieces of a value that NGINX evaluates at run time. */
export type Part = string | { readonly variable: VariableName };

// nginx/src/core/ngx_conf_file.c: "too long parameter" beyond a 4096-byte buffer.
const MAX_TOKEN_BYTES = 4094;

// What needs no quotes in any position. A leading "~", "=", "@" or "-" has a meaning in some directives.
const plain = /^[A-Za-z0-9_/.*][A-Za-z0-9_/.:*-]*$/;
const bareExpression = /^[A-Za-z0-9_/.$][A-Za-z0-9_/.:$-]*$/;

/** A variable of our own or of NGINX. */
export function variable(name: string): VariableName {
  if (!/^[a-z][a-z0-9_]*$/.test(name)) throw new Error('not a variable name');
  return name as VariableName;
}

/** NGINX has no escape for `$`, so a variable stands for it (a `geo` block defines it). */
export const dollar = variable('gw_dollar');

/** The words of a directive that we write ourselves: `off`, `http_500`, `@name`, `60s`. */
export function word(text: string): Token {
  if (!/^[A-Za-z0-9_./:=@*~^?$-]+$/.test(text)) throw new Error('not a plain word');
  return text as Token;
}

/** Text in a directive that evaluates variables: add_header, proxy_set_header, return, map values. */
export function text(value: string): Token {
  return value.includes('$') ? quote(withoutDollars(escape(value))) : literal(value);
}

/** A mixture of fixed text and variables, for directives that evaluate them. */
export function expression(...parts: readonly Part[]): Token {
  if (parts.length === 1 && typeof parts[0] === 'object') return reference(parts[0].variable);
  let body = '';
  parts.forEach((part, index) => {
    if (typeof part === 'string') body += withoutDollars(escape(part));
    else body += embedded(part.variable, parts[index + 1]);
  });
  return bareExpression.test(body) ? (body as Token) : quote(body);
}

/** Nothing. */
export const empty: Token = quote('');

/** A variable alone. */
export function reference(name: VariableName): Token {
  return `$${name}` as Token;
}

/** Text in a directive that evaluates nothing: location paths, server_name, file names, geo. */
export function literal(value: string): Token {
  return plain.test(value) ? (value as Token) : quote(escape(value));
}

/** `port`, `host:port` or `[ipv6]:port`; nginx takes nothing else in `listen` and `server` from us. */
export function socketAddress(value: string): Token {
  if (!/^(?:(?:[A-Za-z0-9.-]+|\[[0-9A-Fa-f:.]+\]):)?\d{1,5}$/.test(value))
    throw new Error('not an address with a port');
  return value as Token;
}

/** A Unix socket, by absolute path. */
export function unixSocket(path: string): Token {
  if (!/^\/[A-Za-z0-9_./-]+$/.test(path)) throw new Error('not a path of a socket');
  return `unix:${path}` as Token;
}

/**
 * A plain key of a `map`. The backslash takes away the meaning of `default`, `include`, `hostnames`,
 * `volatile`, `~` and of a backslash that the value itself starts with.
 */
export function mapKey(value: string): Token {
  return quote(`\\\\${escape(value)}`);
}

/** A regular expression of a `map` or `location` parameter, with its `~` where the place needs one. */
export function regex(pattern: string, prefix: '~' | '' = '~'): Token {
  if (!isPrintable(pattern)) throw new Error('control characters cannot be written to nginx.conf');
  // NGINX leaves a backslash alone unless one of these comes next; doubling only there is readable.
  const body = pattern.replace(/\\(?=[\\"'trn]|$)/g, '\\\\').replace(/"/g, '\\"');
  return quote(prefix + body);
}

/** A message for people. Nothing in it can end the comment. */
export function comment(value: string): string {
  return value.replace(/[^\x20-\x7e]/g, '?');
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
  return !/[\u0000-\u001f\u007f]|\p{Surrogate}/u.test(value);
}

function embedded(name: VariableName, next: Part | undefined): string {
  const braces = typeof next === 'string' && /^[A-Za-z0-9_]/.test(next);
  return braces ? `\${${name}}` : `$${name}`;
}

// Inside quotes only the backslash and the quote itself are special (ngx_conf_read_token).
function escape(value: string): string {
  if (!isPrintable(value)) throw new Error('control characters cannot be written to nginx.conf');
  return value.replace(/[\\"]/g, '\\$&');
}

function withoutDollars(escaped: string): string {
  return escaped.replaceAll('$', `\${${dollar}}`);
}

function quote(body: string): Token {
  return `"${body}"` as Token;
}
