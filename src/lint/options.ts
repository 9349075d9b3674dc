/** What lints depend on besides the input. */
export interface LintOptions {
  /** Milliseconds since 1970; null to say nothing that depends on the day. */
  readonly now: number | null;
  /** Certificates that expire within this many days are reported. */
  readonly certificateDays: number;
}
