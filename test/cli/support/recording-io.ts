import type { CliIo } from '../../../src/cli/io.ts';

export interface RecordingIo {
  readonly io: CliIo;
  readonly stdout: () => string;
  readonly stderr: () => string;
}

/** Streams that are kept, for commands that run within the test. */
export function recordingIo(cwd: string, stdin = '', overrides: Partial<CliIo> = {}): RecordingIo {
  let stdout = '';
  let stderr = '';
  const io: CliIo = {
    readStdin: () => Promise.resolve(Buffer.from(stdin)),
    stdout: {
      isTerminal: false,
      write: (text) => {
        stdout += text;
      },
      writeDocument: (text) => {
        stdout += text;
      },
    },
    stderr: {
      isTerminal: false,
      write: (text) => {
        stderr += text;
      },
      writeDocument: (text) => {
        stderr += text;
      },
    },
    cwd,
    env: {},
    now: () => 0,
    clock: () => Date.now(),
    untilInterrupted: () => AbortSignal.abort(),
    uninterrupted: (action) => Promise.resolve().then(action),
    ...overrides,
  };
  return { io, stdout: () => stdout, stderr: () => stderr };
}
