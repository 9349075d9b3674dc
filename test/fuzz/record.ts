import { writeFileSync } from 'node:fs';
import type { Failure, Range, RangeResult } from './worker.ts';

/** The figures of a run. */
export interface Figures {
  readonly started: string;
  /** When the figures were last written. */
  readonly written: string;
  readonly seed: number;
  readonly from: number;
  readonly judged: number;
  readonly accepted: number;
  readonly refused: number;
  /** CPU time in milliseconds. */
  readonly slowest: { readonly index: number; readonly ms: number };
  /** Resident memory of a process, at its most, in MB. */
  readonly peakMemory: number;
  readonly failures: readonly Failure[];
  /** Accepted mutants whose output every proxy was asked about. */
  readonly sampled: number;
  /** The same of mutants that were refused in part, with `keepGoing`. */
  readonly sampledPartial: number;
  readonly proxies: readonly string[];
}

/** Before anything is judged. */
export function startFigures(seed: number, from: number, now: Date): Figures {
  const started = now.toISOString();
  const counts = {
    judged: 0,
    accepted: 0,
    refused: 0,
    sampled: 0,
    sampledPartial: 0,
    peakMemory: 0,
  };
  const slowest = { index: from, ms: 0 };
  return { started, written: started, seed, from, ...counts, slowest, failures: [], proxies: [] };
}

export function addRange(figures: Figures, { from, to }: Range, result: RangeResult): Figures {
  const { accepted, refused, failures, slowest, peak } = result;
  return {
    ...figures,
    judged: figures.judged + to - from,
    accepted: figures.accepted + accepted.length,
    refused: figures.refused + refused,
    failures: [...figures.failures, ...failures],
    slowest: slowest.ms > figures.slowest.ms ? slowest : figures.slowest,
    peakMemory: Math.max(figures.peakMemory, peak),
  };
}

export function addFailure(figures: Figures, failure: Failure, judged: 0 | 1): Figures {
  return {
    ...figures,
    judged: figures.judged + judged,
    failures: [...figures.failures, failure],
  };
}

export function writeFigures(file: string, figures: Figures, now: Date): void {
  const text = JSON.stringify({ ...figures, written: now.toISOString() }, null, 2);
  writeFileSync(file, `${text}\n`);
}

/** A failure without what differs from one occurrence to the next. */
export function kindOfProblem(problem: string): string {
  const [head = '', ...frames] = problem.split('\n');
  const place = frames.find((line) => line.includes('/src/'))?.replace(/^.*\/src\//, '') ?? '';
  return `${head
    .replace(/"[^"]*"/g, '""')
    .replace(/\d+/g, 'N')
    .slice(0, 160)} ${place}`.trim();
}
