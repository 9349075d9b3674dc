import { jsonText, type JsonText } from '../../report/json-text.ts';
import { percentCovered } from '../coverage.ts';
import type { TestReport } from '../model.ts';

/** Results for programs. */
export function renderTestJson({ results, coverage }: TestReport, version: string): JsonText {
  const number = (outcome: string): number =>
    results.filter((result) => result.outcome === outcome).length;
  return jsonText({
    formatVersion: 1,
    tool: { name: 'gatewright', version },
    summary: {
      tests: results.length,
      passed: number('passed'),
      failed: number('failed'),
      skipped: number('skipped'),
    },
    results,
    coverage: { ...coverage, percent: percentCovered(coverage) },
  });
}
