import { element, escapeXml, xml, type Xml } from '../../report/xml.ts';
import type { TestReport, TestResult } from '../model.ts';
import { describeFailure } from './text.ts';

/** JUnit XML: a suite for each file of tests. */
export function renderTestJunit({ results }: TestReport): Xml {
  const files = [...new Set(results.map(({ file }) => file))];
  const suites = files.map((file) => {
    const own = results.filter((result) => result.file === file);
    const cases = own.map((result) => xml`\n    ${caseOf(result)}`);
    return xml`\n  ${element('testsuite', { name: file, ...countsOf(own) }, [...cases, xml`\n  `])}`;
  });
  const root = element('testsuites', { name: 'gatewright test', ...countsOf(results) }, [
    ...suites,
    xml`\n`,
  ]);
  return xml`<?xml version="1.0" encoding="UTF-8"?>\n${root}\n`;
}

function countsOf(
  results: readonly TestResult[],
): Readonly<Record<'tests' | 'failures' | 'skipped', number>> {
  const number = (outcome: TestResult['outcome']): number =>
    results.filter((result) => result.outcome === outcome).length;
  return { tests: results.length, failures: number('failed'), skipped: number('skipped') };
}

function caseOf({ file, test, outcome, why, failures }: TestResult): Xml {
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
