import { element, escapeXml } from '../../report/xml.ts';
import type { TestReport, TestResult } from '../model.ts';
import { describeFailure } from './text.ts';

/** JUnit XML: a suite for each file of tests. */
export function renderTestJunit({ results }: TestReport): string {
  const files = [...new Set(results.map(({ file }) => file))];
  const suites = files.map((file) => {
    const own = results.filter((result) => result.file === file);
    const cases = own.map((result) => `\n    ${caseOf(result)}`);
    return `\n  ${element('testsuite', { name: file, ...countsOf(own) }, [...cases, '\n  '])}`;
  });
  const root = element('testsuites', { name: 'gatewright test', ...countsOf(results) }, [
    ...suites,
    '\n',
  ]);
  return `<?xml version="1.0" encoding="UTF-8"?>\n${root}\n`;
}

function countsOf(results: readonly TestResult[]): Readonly<Record<string, number>> {
  const number = (outcome: TestResult['outcome']): number =>
    results.filter((result) => result.outcome === outcome).length;
  return { tests: results.length, failures: number('failed'), skipped: number('skipped') };
}

function caseOf({ file, test, outcome, why, failures }: TestResult): string {
  const attributes = { classname: file, name: test.name, file, line: test.place.line };
  const content =
    outcome === 'skipped'
      ? [element('skipped', { message: why ?? '' })]
      : failures.map((failure) =>
          element('failure', { message: describeFailure(failure) }, [
            escapeXml(describeFailure(failure)),
          ]),
        );
  return element('testcase', attributes, content);
}
