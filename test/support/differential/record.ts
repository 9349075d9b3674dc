import { readFileSync, writeFileSync } from 'node:fs';
import type { Proxy } from '../proxies/proxies.ts';
import type { BatchResult } from './batch.ts';
import { counted } from './serve.ts';

/** What a whole run came to. */
export interface RunRecord {
  /** UTC, of the end of the last batch. */
  readonly date: string;
  readonly proxies: Readonly<Record<string, string>>;
  readonly seed: number;
  readonly configurations: number;
  /** Each is sent to NGINX 1.28 and to Envoy; to NGINX 1.22 is sent a part. */
  readonly requests: number;
  readonly sent: Readonly<Record<string, number>>;
  readonly disagreements: number;
  /** Requests that were asked twice, as the proxy could not reach the backend; not counted in older records. */
  readonly again?: number;
  /** Differences between NGINX 1.28 and Envoy by what explains them. */
  readonly explained: Readonly<Record<string, number>>;
  readonly outcomes: Readonly<Record<string, number>>;
  readonly seconds: number;
}

/** Sums up what batches came to. */
export interface Tally {
  readonly add: (
    result: BatchResult,
    counts: Pick<RunRecord, 'configurations' | 'requests'>,
  ) => void;
  readonly record: (seed: number, proxies: readonly Proxy[]) => RunRecord;
}

export function makeTally(): Tally {
  const started = Date.now();
  const sent: Record<string, number> = {};
  const explained: Record<string, number> = {};
  const outcomes: Record<string, number> = {};
  let configurations = 0;
  let requests = 0;
  let disagreements = 0;
  let again = 0;
  const sum = (into: Record<string, number>, keys: readonly string[]): void => {
    for (const [key, count] of counted(keys)) into[key] = (into[key] ?? 0) + count;
  };
  return {
    add: (result, counts) => {
      configurations += counts.configurations;
      requests += counts.requests;
      disagreements += result.disagreements.length;
      again += result.again;
      for (const [name, number] of Object.entries(result.sent))
        sent[name] = (sent[name] ?? 0) + number;
      sum(explained, result.explained);
      sum(outcomes, result.outcomes);
    },
    record: (seed, proxies) => ({
      date: new Date().toISOString(),
      proxies: Object.fromEntries(proxies.map(({ name, version }) => [name, version])),
      seed,
      configurations,
      requests,
      sent,
      disagreements,
      again,
      explained,
      outcomes,
      seconds: Math.round((Date.now() - started) / 1000),
    }),
  };
}

/** Adds a run to the runs of a file, which need not be there; one of the same seed is replaced. */
export function writeRecord(file: string, record: RunRecord): void {
  const runs = [...readRecords(file).filter(({ seed }) => seed !== record.seed), record];
  writeFileSync(file, `${JSON.stringify(runs, null, 2)}\n`);
}

export function readRecords(file: string): readonly RunRecord[] {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as readonly RunRecord[];
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  }
}
