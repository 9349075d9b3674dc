import { escapeForTerminal } from '../../diagnostics/render/escape.ts';
import { styleFor } from '../../diagnostics/render/style.ts';
import { describeResource } from '../../source/place.ts';
import type { PlaceView, RuleView } from '../../trace/model.ts';
import { percentCovered } from '../coverage.ts';
import type { Failure, TestReport, TestResult } from '../model.ts';

const mostMissing = 20;

/** Results for people: a line for each test, and what is wrong below it. */
export function renderTestText(
  report: TestReport,
  { color, quiet }: { readonly color: boolean; readonly quiet: boolean },
): string {
  const style = styleFor(color);
  const { results, coverage } = report;
  const lines = results
    .filter(({ outcome }) => !quiet || outcome === 'failed')
    .flatMap((result) => resultLines(result, style.strong));
  const { missing } = coverage;
  const left = missing.length - mostMissing;
  return [
    ...lines,
    summaryOf(report),
    ...(quiet
      ? []
      : missing.slice(0, mostMissing).map((rule) => `  no test meets ${describe(rule)}`)),
    ...(quiet || left <= 0 ? [] : [`  and ${String(left)} more rules`]),
    '',
  ].join('\n');
}

/** What came out otherwise than in an earlier run, and how all tests of this one stand. */
export function renderChangedTests(
  report: TestReport,
  changed: readonly TestResult[],
  { color }: { readonly color: boolean },
): string {
  const style = styleFor(color);
  const lines = changed.flatMap((result) => resultLines(result, style.strong));
  return [...lines, summaryOf(report), ''].join('\n');
}

const marks = { passed: 'ok  ', failed: 'FAIL', skipped: 'skip' } as const;

function resultLines(
  { test, outcome, why, failures }: TestResult,
  strong: (text: string) => string,
): readonly string[] {
  const name = escapeForTerminal(test.name);
  const title = `${marks[outcome]}  ${outcome === 'failed' ? strong(name) : name}`;
  return [
    why === null ? title : `${title} (${why})`,
    ...failures.map((each) => `      ${describeFailure(each)}`),
  ];
}

/** `status is 404, not 200 (nginx; routes.yaml:12:7)` */
export function describeFailure({ field, expected, actual, place, by }: Failure): string {
  return escapeForTerminal(`${field} is ${actual}, not ${expected} (${by}; ${at(place)})`);
}

function describe({ route, index, place }: RuleView): string {
  return escapeForTerminal(`${describeResource(route)} rules[${String(index)}] (${at(place)})`);
}

function at({ file, line, column }: PlaceView): string {
  return `${file}:${String(line)}:${String(column)}`;
}

/** `12 tests, 1 failed; 5 of 6 rules met (83 %)` */
export function summaryOf({ results, coverage }: TestReport): string {
  const number = (outcome: TestResult['outcome']): number =>
    results.filter((result) => result.outcome === outcome).length;
  const counts = [
    `${String(results.length)} ${results.length === 1 ? 'test' : 'tests'}`,
    ...(['failed', 'skipped'] as const).flatMap((outcome) =>
      number(outcome) === 0 ? [] : [`${String(number(outcome))} ${outcome}`],
    ),
  ];
  const percent = String(Math.floor(percentCovered(coverage)));
  const met = `${String(coverage.covered)} of ${String(coverage.rules)} rules met (${percent} %)`;
  return `${counts.join(', ')}; ${met}`;
}
