import { escapeForTerminal, terminal, type TerminalText } from '../diagnostics/render/escape.ts';
import { systemReason } from './cli-error.ts';
import { exitCodes } from './exit-codes.ts';
import type { DocumentText } from './document-text.ts';
import type { CliIo, TextSink } from './io.ts';

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** The process's own streams, folder and signals. */
export function nodeIo(): CliIo {
  return {
    readStdin,
    stdout: sink(process.stdout),
    stderr: sink(process.stderr),
    cwd: process.cwd(),
    env: process.env,
    // What `performance` is made of is read when it is first named, which takes a millisecond.
    now: () => Number(process.hrtime.bigint()) / 1e6,
    clock: () => Date.now(),
    untilInterrupted,
    uninterrupted,
  };
}

async function readStdin(limit: number): Promise<Uint8Array | null> {
  const chunks: Buffer[] = [];
  let length = 0;
  const stream: AsyncIterable<Buffer> = process.stdin;
  for await (const chunk of stream) {
    length += chunk.length;
    if (length > limit) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function sink(stream: NodeJS.WriteStream): TextSink {
  stream.on('error', (error: NodeJS.ErrnoException & { code: string }) => {
    // A reader that has seen enough closes the pipe: nothing is wrong, and nobody is left to tell.
    if (error.code === 'EPIPE') process.exit(exitCodes.closedPipe);
    if (stream !== process.stderr)
      process.stderr.write(
        terminal`gatewright: cannot write the output: ${escapeForTerminal(systemReason(error))}\n`,
      );
    process.exit(exitCodes.usage);
  });
  const write = (text: TerminalText | DocumentText): void => {
    stream.write(text);
  };
  return {
    isTerminal: stream.isTTY,
    write,
    writeDocument: write,
  };
}

function untilInterrupted(): AbortSignal {
  const controller = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => {
      controller.abort();
    });
  return controller.signal;
}

/**
 * Without a handler a signal ends the process at once, which is right while nothing is being changed.
 * During the action it is only noted, and takes effect afterwards.
 */
async function uninterrupted<T>(action: () => T): Promise<T> {
  // Whoever listens already, as watching does, hears of the signal too and decides what it ends.
  const heard = signals.filter((signal) => process.listenerCount(signal) > 0);
  const noted: NodeJS.Signals[] = [];
  const note = (signal: NodeJS.Signals): void => {
    noted.push(signal);
  };
  for (const signal of signals) process.on(signal, note);
  try {
    return action();
  } finally {
    // Signals that came during the action are delivered when the event loop next looks for events. The first turn may
    // be the end of the present look.
    for (let turn = 0; turn < 2; turn++) await new Promise((resume) => setImmediate(resume));
    for (const signal of signals) process.off(signal, note);
    const first = noted.find((signal) => !(heard as readonly string[]).includes(signal));
    if (first !== undefined) process.kill(process.pid, first);
  }
}
