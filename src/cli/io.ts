import type { TerminalText } from '../diagnostics/render/escape.ts';
import type { DocumentText } from './document-text.ts';

/** Everything outside the process that a command touches, so that tests can stand in for it. */
export interface CliIo {
  /** All of standard input, or null when it is longer than a number of bytes. */
  readonly readStdin: (limit: number) => Promise<Uint8Array | null>;
  readonly stdout: TextSink;
  readonly stderr: TextSink;
  /** Absolute. */
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Milliseconds from some fixed moment. */
  readonly now: () => number;
  /** Milliseconds since 1970. */
  readonly clock: () => number;
  /** From now on SIGINT and SIGTERM end nothing by themselves; the signal tells of the first. */
  readonly untilInterrupted: () => AbortSignal;
  /** Runs an action that signals must not interrupt, then lets pending ones act. */
  readonly uninterrupted: <T>(action: () => T) => Promise<T>;
}

export interface TextSink {
  readonly isTerminal: boolean;
  /** Text for people. */
  readonly write: (text: TerminalText) => void;
  /** What a program reads: nothing in it is escaped for terminals, but what its own serializer escapes. */
  readonly writeDocument: (text: DocumentText) => void;
}
