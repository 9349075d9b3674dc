import type { TestReport, TestResult } from '../../route-test/model.ts';
import { renderChangedTests, renderTestText } from '../../route-test/render/text.ts';
import type { ExitCode } from '../exit-codes.ts';
import type { CliIo } from '../io.ts';
import { watchPaths } from './index.ts';

interface Printing {
  readonly io: CliIo;
  readonly color: boolean;
}

/** Runs tests whenever they or their manifests change, and prints those that came out otherwise than before. */
export function watchTests(
  pathsOf: () => readonly string[],
  runOnce: () => Promise<TestReport | null>,
  { io, color }: Printing,
): Promise<ExitCode> {
  const runAgain = async (earlier: TestReport | null): Promise<TestReport | null> => {
    const report = await runOnce();
    if (report === null) return earlier;
    io.stdout.write(
      earlier === null
        ? renderTestText(report, { color, quiet: false })
        : renderChangedTests(report, changed(earlier.results, report.results), { color }),
    );
    return report;
  };
  return watchPaths<TestReport | null>(pathsOf, new Set(), runAgain, io);
}

function changed(
  before: readonly TestResult[],
  after: readonly TestResult[],
): readonly TestResult[] {
  const known = new Set(before.map(keyOf));
  return after.filter((result) => !known.has(keyOf(result)));
}

/** A test is known by its place; what it says of a failure counts. */
function keyOf({ test, outcome, why, failures }: TestResult): string {
  const seen = failures.map(({ field, actual, by }) => [field, actual, by]);
  return JSON.stringify([test.place.file, test.name, outcome, why, seen]);
}
