import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['src/**/*.test.ts', 'test/**/*.test.ts'],
    // Tests that start proxies share two cores with them.
    testTimeout: 60_000,
    hookTimeout: 400_000,
    pool: 'forks',
  },
});
