import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { keep, recall } from './store.mjs';

test('one kind of results outlives the other, maps included', () => {
  const folder = mkdtempSync(join(tmpdir(), 'gatewright-store-'));
  try {
    const record = { sizes: [{ parts: new Map([['parse', { median: 3 }]]) }], none: null };
    keep(join(folder, 'results'), 'compiler', record);
    keep(join(folder, 'results'), 'data-plane', { other: 1 });
    expect(recall(join(folder, 'results'), 'compiler')).toEqual(record);
    expect(recall(join(folder, 'nothing'), 'compiler')).toBeNull();
  } finally {
    rmSync(folder, { recursive: true });
  }
});
