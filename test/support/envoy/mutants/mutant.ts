/** A mistake in the valid bootstrap. */
export interface Mutant {
  readonly what: string;
  /** Where the valid bootstrap is changed (RFC 6901). */
  readonly at: string;
  /** What stands there instead; undefined removes it. */
  readonly value: unknown;
  /** Where the finding points, when that is another place. */
  readonly found?: string;
  readonly message: string;
  /** What `envoy --mode validate` says; some mistakes only our own checks find. */
  readonly envoy: 'accepts' | 'refuses';
}
