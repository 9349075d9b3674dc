import type { Reporter, TestModule } from 'vitest/node';

/**
 * Ends a run with one plain line that counts its tests. In CI a skipped test fails the run: a proxy that
 * is not there must not look like a proxy that works.
 */
export class ClosingLine implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const count = { passed: 0, failed: 0, skipped: 0 };
    for (const module of modules) {
      for (const test of module.children.allTests()) {
        const { state } = test.result();
        if (state === 'passed' || state === 'failed' || state === 'skipped') count[state] += 1;
        else count.failed += 1;
      }
      if (module.state() === 'failed' && module.errors().length > 0) count.failed += 1;
    }
    if (process.env['CI'] === 'true' && count.skipped > 0) process.exitCode = 1;
    process.stdout.write(
      `\n${String(count.passed)} passed, ${String(count.failed)} failed, ${String(count.skipped)} skipped\n`,
    );
  }
}
