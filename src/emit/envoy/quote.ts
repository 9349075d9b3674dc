import { requestFraming } from '../../target/framing-headers.ts';
import type { Regex } from '../../target/regex/index.ts';
import type { Branded } from '../../util/brand.ts';
import { invariant } from '../../util/invariant.ts';

// JSON keeps a string from becoming structure, but Envoy reads some fields as a language of their
// own. Each kind has one maker here, so that no string of a manifest can become part of it.

/** A value that Envoy takes as it is: paths, host names, exact matches. */
export type PlainText = Branded<'EnvoyPlainText'>;
/** A header value: Envoy's formatter expands `%COMMAND%` in it (access log format strings). */
export type FormatText = Branded<'EnvoyFormatText'>;
/** A regular expression in RE2 syntax. */
export type Re2Pattern = Branded<'EnvoyRe2Pattern'>;
/** What replaces a match of an RE2 expression: `\0` to `\9` stand for groups in it. */
export type Re2Substitution = Branded<'EnvoyRe2Substitution'>;

export type { FilePath } from '../../target/file-path.ts';
export type { UrlPath } from '../../target/url-path.ts';

/** Whether Envoy can read the text at all: protobuf strings are UTF-8, and NUL ends no header. */
export function isReadable(value: string): boolean {
  // Most text is ASCII, which is told in a fraction of the time.
  return /^[\x01-\x7f]*$/.test(value) || !/\p{Surrogate}|\0/u.test(value);
}

export function plain(value: string): PlainText {
  return readable(value) as PlainText;
}

/** Doubling is the formatter's only escape for `%`. */
export function formatText(value: string): FormatText {
  return readable(value).replaceAll('%', '%%') as FormatText;
}

/** What Envoy knows of a request, as its formatter writes it; nothing of a manifest. */
export type FormatOperator = `%${string}%`;

export function formatOperator(operator: FormatOperator): FormatText {
  return operator as string as FormatText;
}

/** A header field of the request (`REQ`) or of the response (`RESP`). */
export function headerOperator(of: 'REQ' | 'RESP', name: string): FormatText {
  // A colon, a question mark or a bracket would mean something there.
  invariant(
    isPlainHeaderName(name),
    'a header that has no operator has passed the capability check',
  );
  return `%${of}(${name})%` as FormatText;
}

export function isPlainHeaderName(name: string): boolean {
  return /^[a-z0-9!#$&'*+\-.^_`|~]+$/.test(name);
}

/** An expression of the manifest; that it has been parsed proves that RE2 reads it alike. */
export function re2Parsed(regex: Regex): Re2Pattern {
  // Envoy refuses an empty expression; this one matches the same, the empty text.
  return (regex.source === '' ? '(?:)' : readable(regex.source)) as Re2Pattern;
}

/** Matches the text itself. RE2 takes a backslash before any ASCII punctuation as literal. */
export function re2Literal(value: string): Re2Pattern {
  return readable(value).replace(/[!-/:-@[-`{-~]/g, '\\$&') as Re2Pattern;
}

/**
 * A path in each spelling: all but letters, digits and `-._/` may be escaped or not, and hexadecimal digits have
 * either case (RFC 3986, 2.1). Where a character cannot stand as it is, no request has it so.
 */
export function re2EscapedPath(path: string): Re2Pattern {
  return path.replace(/%[0-9A-Fa-f]{2}|[^A-Za-z0-9]/g, anySpelling) as Re2Pattern;
}

function anySpelling(spelled: string): string {
  if (/^[-._/]$/.test(spelled)) return re2Literal(spelled);
  const code = spelled.length === 3 ? Number.parseInt(spelled.slice(1), 16) : spelled.charCodeAt(0);
  const escape = eitherCase(`%${code.toString(16).padStart(2, '0')}`);
  const bare = String.fromCharCode(code);
  return /[!-~]/.test(bare) && !/[%/?#\\]/.test(bare)
    ? `(?:${re2Literal(bare)}|${escape})`
    : escape;
}

/** Pieces of an expression that we write ourselves, by what they mean. */
export const re2 = {
  start: '^' as Re2Pattern,
  slashes: '/*' as Re2Pattern,
  pathRest: '(?:/.*)?' as Re2Pattern,
  everything: '^.*$' as Re2Pattern,
  trace: 'TRACE' as Re2Pattern,
  hostWithPort: '.*:[0-9]*' as Re2Pattern,
  anyOrigin: '.*' as Re2Pattern,
  hostHeader: '(?i)(?:host|:authority)' as Re2Pattern,
  /** One or more labels of a host name. */
  labels: '[^/:]+' as Re2Pattern,
  /** Names of headers that may be copied from one message to another. */
  notFraming: anyExcept(['host', ...requestFraming]) as Re2Pattern,
  /**
   * A path of characters and escapes that servers read in one way, and any query: no backslash, no escape of a slash,
   * control, letter, digit or `-._`, and no bytes that are never UTF-8. Written as what is good, so that whatever is
   * not thought of is refused. Envoy takes expressions of this size without being told to.
   */
  readablePath:
    '/(?:[!-"$&->@-\\[\\]-~]|%(?:2[0-9A-Ca-c]|3[A-Fa-f]|40|5[BDEbde]|60|7[B-Eb-e]|[89A-Da-d][0-9A-Fa-f]|[Ee][1-9A-Fa-f]|[Ee]0%[ABab][0-9A-Fa-f]|[Ff][1-4]|[Ff]0%[9ABab][0-9A-Fa-f]))*(?:\\?\\C*)?' as Re2Pattern,
  /**
   * Segments that servers resolve, with a parameter too, and bytes that overlong UTF-8 begins with. `merge_slashes`
   * leaves two of a path that holds nothing else.
   */
  dottedPath: '[^?]*(?:/\\.{1,2}(?:[/;?]|%3[Bb]|$)|//|%[Cc][01])\\C*' as Re2Pattern,
} as const;

/** Matches any name but these and pseudo-headers (`:status`): RE2 has no way to say so but by letters. */
function anyExcept(names: readonly string[]): string {
  const after = (prefix: string): string => {
    const next = names.filter((name) => name.startsWith(prefix) && name.length > prefix.length);
    const letters = [...new Set(next.map((name) => name.charAt(prefix.length)))].sort();
    const own = names.includes(prefix) ? [] : [''];
    if (letters.length === 0) return own.length === 0 ? '.+' : '.*';
    const refused = prefix === '' ? [':', ...letters] : letters;
    const others = `[^${refused.map((letter) => `\\x${letter.charCodeAt(0).toString(16)}`).join('')}].*`;
    return `(?:${[...own, others, ...letters.map((letter) => re2Literal(letter) + after(prefix + letter))].join('|')})`;
  };
  return after('');
}

export function re2Sequence(...parts: readonly Re2Pattern[]): Re2Pattern {
  return parts.join('') as Re2Pattern;
}

/** Only the backslash has a meaning in a substitution. */
export function re2Substitution(value: string): Re2Substitution {
  return readable(value).replaceAll('\\', '\\\\') as Re2Substitution;
}

function eitherCase(escape: string): string {
  return escape.replace(/[A-Fa-f]/g, (digit) => `[${digit.toUpperCase()}${digit.toLowerCase()}]`);
}

function readable(value: string): string {
  invariant(isReadable(value), 'text that Envoy cannot read has passed the capability check');
  return value;
}
