import { defineConfig } from 'vitest/config';
import { ClosingLine } from './test/support/closing-line.ts';

export default defineConfig({
  test: {
    include: ['src/**/*.test.ts', 'test/**/*.test.ts'],
    reporters: ['default', new ClosingLine()],
    // Tests that start proxies share two cores with them.
    testTimeout: 60_000,
    hookTimeout: 400_000,
    pool: 'forks',
  },
});
