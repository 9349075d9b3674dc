import { openSync, writeSync } from 'node:fs';
import type { Range, RangeResult } from '../worker.ts';

// A child of the pool that hangs at one mutant and ends at another.

const hangsAt = 3;
const endsAt = 5;

const state = openSync(process.argv[2] ?? '', 'w');
process.on('message', ({ from, to }: Range) => {
  for (let index = from; index < to; index++) {
    writeSync(state, String(index).padStart(12), 0);
    while (index === hangsAt);
    if (index === endsAt) process.abort();
  }
  const accepted = Array.from({ length: to - from }, (_, at) => from + at);
  const slowest = { index: from, ms: 0 };
  const result: RangeResult = { accepted, partial: [], refused: 0, failures: [], slowest, peak: 1 };
  process.send?.(result);
});
process.send?.('ready');
