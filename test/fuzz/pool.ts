import { fork, type ChildProcess } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Failure, Range, RangeResult } from './worker.ts';

/** Heap of a child in MB: with all else a process has, its memory stays below 512. */
const heapLimit = 320;
/** A child that stays at one mutant for so long hangs. Generous: the machine may have other work. */
export const hangLimitMs = 20_000;
/** The child that compiles; tests have one that fails on purpose. */
export const compiling = path.join(import.meta.dirname, 'worker.ts');
const pollMs = 1000;
const rangeLength = 250;

export interface Series {
  readonly seed: number;
  readonly from: number;
  readonly to: number;
  readonly processes: number;
  readonly program: string;
  readonly hangLimitMs: number;
}

/** Hears of every range that is done, and of every mutant that took its process with it. */
export interface Listener {
  readonly done: (range: Range, result: RangeResult) => void;
  readonly lost: (failure: Failure) => void;
}

/** Judges a series in several processes; resolves when every mutant is judged. */
export async function judgeSeries(series: Series, listener: Listener): Promise<void> {
  const { seed, to } = series;
  const waiting: Range[] = [];
  let next = series.from;
  const take = (): Range | null => {
    const early = waiting.pop();
    if (early !== undefined) return early;
    if (next >= to) return null;
    const from = next;
    next = Math.min(to, from + rangeLength);
    return { seed, from, to: next };
  };
  const put = (range: Range) => {
    if (range.from < range.to) waiting.push(range);
  };
  const lanes = Array.from({ length: series.processes }, () =>
    lane(series, { take, put, listener }),
  );
  await Promise.all(lanes);
}

interface Work {
  readonly take: () => Range | null;
  readonly put: (range: Range) => void;
  readonly listener: Listener;
}

async function lane(series: Series, work: Work): Promise<void> {
  const { take, put, listener } = work;
  for (let range = take(); range !== null; range = take()) {
    const end = await serveWith(range, series, work);
    if (end === null) return;
    listener.lost({ seed: end.range.seed, index: end.index, problem: end.problem });
    put({ ...end.range, to: end.index });
    put({ ...end.range, from: end.index + 1 });
  }
}

/** The mutant that a child was at when it ended. */
interface Lost {
  readonly range: Range;
  readonly index: number;
  readonly problem: string;
}

/** One child, until there is nothing to do or it is gone. */
function serveWith(
  first: Range,
  { program, hangLimitMs: limit }: Series,
  { take, listener }: Work,
): Promise<Lost | null> {
  const folder = mkdtempSync(path.join(tmpdir(), 'gatewright-fuzz-'));
  const state = path.join(folder, 'at');
  const child = startChild(program, state);
  let range = first;
  let hung = false;
  let ready = false;
  let stderr = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    stderr = (stderr + text).slice(-2000);
  });
  const watch = watchdog(state, limit, () => {
    hung = true;
    child.kill('SIGKILL');
  });
  return new Promise((resolve, reject) => {
    child.on('message', (message: 'ready' | RangeResult) => {
      if (message === 'ready') ready = true;
      else {
        listener.done(range, message);
        const following = take();
        if (following === null) {
          child.disconnect();
          return;
        }
        range = following;
      }
      child.send(range);
    });
    child.on('exit', (code) => {
      clearInterval(watch);
      const index = readIndex(state);
      rmSync(folder, { recursive: true, force: true });
      if (code === 0) resolve(null);
      else if (!ready || index === null) reject(new Error(`a child did not start: ${stderr}`));
      else resolve({ range, index, problem: hung ? 'hang' : `crash: ${stderr}` });
    });
  });
}

function startChild(program: string, state: string): ChildProcess {
  return fork(program, [state], {
    execArgv: [
      `--max-old-space-size=${String(heapLimit)}`,
      '--max-semi-space-size=32',
      '--import',
      path.join(import.meta.dirname, 'loader/register.mjs'),
    ],
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
}

function readIndex(file: string): number | null {
  try {
    const text = readFileSync(file, 'utf8').trim();
    return text === '' ? null : Number(text);
  } catch {
    return null;
  }
}

/** Counts looks, not time: while this process stands still, a child is not to blame. */
function watchdog(file: string, limit: number, onHang: () => void): NodeJS.Timeout {
  let last: number | null = null;
  let looks = 0;
  return setInterval(() => {
    const index = readIndex(file);
    looks = index === last && index !== null ? looks + 1 : 0;
    last = index;
    if (looks > limit / pollMs) onHang();
  }, pollMs);
}
