/**
 * Which requests a rule takes (HTTPRouteMatch). All parts must hold.
 * Values are as written in the manifest: nobody has decoded or escaped them.
 */
export interface Match {
  readonly path: PathMatch;
  /** Upper-case method, or null for any. */
  readonly method: string | null;
  /** Sorted by name; at most one entry for a name. */
  readonly headers: readonly HeaderMatch[];
  /** In the order of the manifest; at most one entry for a name. */
  readonly query: readonly QueryMatch[];
  /** Null for HTTPRoute. */
  readonly call: CallSpecificity | null;
}

/** Characters of a GRPCRoute's `method.service` and `method.method`: they decide precedence, not the path. */
export interface CallSpecificity {
  readonly service: number;
  readonly method: number;
}

/**
 * `prefix` matches whole path elements: `/foo` matches `/foo` and `/foo/bar` but not `/foobar`.
 * Its value has no trailing slash, except for `/` itself, which matches everything.
 * `regex` is RE2 syntax and must match the whole path.
 */
export type PathMatch =
  | { readonly kind: 'exact'; readonly value: string }
  | { readonly kind: 'prefix'; readonly value: string }
  | { readonly kind: 'regex'; readonly value: string };

/** Compares one value: byte for byte, or by an RE2 expression that must match all of it. */
export type ValueMatch =
  | { readonly kind: 'exact'; readonly value: string }
  | { readonly kind: 'regex'; readonly value: string };

/** `name` is lower case: header names are case-insensitive. */
export interface HeaderMatch {
  readonly name: string;
  readonly value: ValueMatch;
}

/** `name` is case-sensitive; the first occurrence in the query string counts. */
export interface QueryMatch {
  readonly name: string;
  readonly value: ValueMatch;
}
