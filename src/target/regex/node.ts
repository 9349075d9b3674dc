/**
 * A parsed expression, flags resolved. Characters are bytes 0-255: both targets match the raw bytes of
 * a request, so a non-ASCII character of the source stands for its UTF-8 bytes.
 */
export type RegexNode =
  | { readonly kind: 'empty' }
  | { readonly kind: 'literal'; readonly byte: number; readonly ignoreCase: boolean }
  | {
      readonly kind: 'class';
      readonly negated: boolean;
      readonly items: readonly ClassItem[];
      readonly ignoreCase: boolean;
    }
  | { readonly kind: 'any'; readonly newline: boolean }
  | { readonly kind: 'assertion'; readonly what: Assertion }
  | { readonly kind: 'sequence'; readonly nodes: readonly RegexNode[] }
  | { readonly kind: 'alternatives'; readonly nodes: readonly RegexNode[] }
  | {
      readonly kind: 'repeat';
      readonly node: RegexNode;
      readonly min: number;
      /** Null for no limit. */
      readonly max: number | null;
      readonly greedy: boolean;
    };

export type Assertion =
  'text-start' | 'text-end' | 'line-start' | 'line-end' | 'word-boundary' | 'not-word-boundary';

/** A member of a bracket expression; `unicode` is `\p{name}`. */
export type ClassItem =
  | { readonly kind: 'range'; readonly from: number; readonly to: number }
  | { readonly kind: 'unicode'; readonly name: string; readonly negated: boolean };

/** A valid expression with what the targets need to know about it. */
export interface Regex {
  readonly source: string;
  readonly node: RegexNode;
  /** Upper bound of the instructions that RE2 compiles it to. */
  readonly programSize: number;
  /** A backtracking engine may need more than linear time. */
  readonly backtracks: boolean;
}

export type ParsedRegex =
  | { readonly kind: 'ok'; readonly regex: Regex }
  | {
      readonly kind: 'refused';
      /** Prose without a final dot. */
      readonly reason: string;
    };
