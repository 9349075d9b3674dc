import { performance } from 'node:perf_hooks';

/**
 * Adds up the milliseconds of named parts of a run.
 *
 * @returns {{ time: <T>(part: string, work: () => T) => T, parts: Record<string, number> }}
 */
export function makeStopwatch() {
  /** @type {Record<string, number>} */
  const parts = {};
  const time = (part, work) => {
    const start = performance.now();
    const result = work();
    parts[part] = (parts[part] ?? 0) + performance.now() - start;
    return result;
  };
  return { time, parts };
}
