/** What the process answers; other tools script against it. */
export const exitCodes = {
  done: 0,
  /** The input has errors; nothing was written (without `--keep-going`). */
  inputErrors: 1,
  /** A wrong command line, or files that cannot be read or written. */
  usage: 2,
  /** `--check` found a difference. */
  different: 3,
  /** A bug of gatewright. */
  bug: 70,
  /** Nobody reads our output any more: what a shell reports for SIGPIPE. */
  closedPipe: 141,
} as const;

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];
