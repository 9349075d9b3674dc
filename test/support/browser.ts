import { spawn } from 'node:child_process';
import { accessSync, constants, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import type { Readable, Writable } from 'node:stream';

/** A page in Chromium, driven by the DevTools protocol over a pipe. */
export interface Page {
  /** @returns the result; rejects when the browser answers with an error */
  readonly send: (method: string, params?: object) => Promise<Record<string, unknown>>;
  /** The value of an expression in the page. */
  readonly evaluate: (expression: string) => Promise<unknown>;
  /** Presses and releases a key that is no letter. */
  readonly press: (key: 'Tab' | 'Enter') => Promise<void>;
  /** Parameters of the events of one kind so far. */
  readonly events: (method: string) => readonly Record<string, unknown>[];
  readonly close: () => Promise<void>;
}

/** Path of Debian's Chromium, or null. */
export function findChromium(): string | null {
  const paths = (process.env['PATH'] ?? '')
    .split(delimiter)
    .map((folder) => join(folder, 'chromium'));
  return paths.find(isExecutable) ?? null;
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

interface Answer {
  readonly id?: number;
  readonly method?: string;
  readonly params?: Record<string, unknown>;
  readonly result?: Record<string, unknown>;
  readonly error?: { readonly message: string };
}

/** Starts the browser with one empty page. */
export async function openPage(executable: string): Promise<Page> {
  const profile = mkdtempSync(join(tmpdir(), 'gatewright-browser-'));
  const child = spawn(
    executable,
    [
      '--headless=new',
      '--no-sandbox',
      '--disable-gpu',
      '--remote-debugging-pipe',
      `--user-data-dir=${profile}`,
    ],
    { stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'] },
  );
  const exited = new Promise((resolve) => child.once('exit', resolve));
  const input = child.stdio[3] as Writable;
  const output = child.stdio[4] as Readable;
  const waiting = new Map<number, (answer: Answer) => void>();
  const seen: Answer[] = [];
  let rest = '';
  output.setEncoding('utf8').on('data', (chunk: string) => {
    const messages = (rest + chunk).split('\0');
    rest = messages.pop() ?? '';
    for (const message of messages) {
      const answer = JSON.parse(message) as Answer;
      if (answer.id === undefined) seen.push(answer);
      else waiting.get(answer.id)?.(answer);
    }
  });
  let last = 0;
  const ask = async (method: string, params: object, session: object) => {
    const id = (last += 1);
    const answered = new Promise<Answer>((resolve) => waiting.set(id, resolve));
    input.write(`${JSON.stringify({ id, method, params, ...session })}\0`);
    const { error, result = {} } = await answered;
    if (error !== undefined) throw new Error(`${method}: ${error.message}`);
    return result;
  };
  const { targetId } = await ask('Target.createTarget', { url: 'about:blank' }, {});
  const { sessionId } = await ask('Target.attachToTarget', { targetId, flatten: true }, {});
  const send: Page['send'] = (method, params = {}) => ask(method, params, { sessionId });
  return {
    send,
    evaluate: async (expression) => {
      const { result } = await send('Runtime.evaluate', { expression, returnByValue: true });
      return (result as { readonly value: unknown }).value;
    },
    press: async (key) => {
      const text = key === 'Enter' ? { text: '\r' } : {};
      const code = key === 'Enter' ? 13 : 9;
      const common = { key, code: key, windowsVirtualKeyCode: code };
      await send('Input.dispatchKeyEvent', { type: 'keyDown', ...common, ...text });
      await send('Input.dispatchKeyEvent', { type: 'keyUp', ...common });
    },
    events: (method) => seen.flatMap((each) => (each.method === method ? [each.params ?? {}] : [])),
    close: async () => {
      child.kill();
      await exited;
      rmSync(profile, { recursive: true, force: true, maxRetries: 20 });
    },
  };
}
