import type { TargetName } from '../diagnostics/diagnostic.ts';
import type { Trace } from '../trace/model.ts';
import type { TraceRequest } from '../trace/request.ts';
import { judge } from './judge.ts';
import type { RouteTest, TestFile, TestResult } from './model.ts';
import { observationOf } from './observe.ts';

/** Runs the tests of a file by the reference matcher. */
export function runByMatcher(
  file: TestFile,
  trace: (request: TraceRequest) => Trace,
  targets: readonly TargetName[],
): readonly TestResult[] {
  return file.tests.map((test): TestResult => {
    const base = { file: file.name, test: { name: test.name, place: test.place } };
    const wanted = targets.filter((name) => test.target === null || test.target === name);
    const [only] = wanted;
    if (only === undefined)
      return { ...base, outcome: 'skipped', why: 'it is for another target', failures: [] };
    const found = gatewayFor(test, trace(test.request));
    if (typeof found === 'string') return { ...base, ...failed(test, found) };
    const failures = found.results
      .filter((result) => result.targets.some((name) => wanted.includes(name)))
      .flatMap((result) => judge(test, observationOf(result), result.targets.join(', ')));
    return { ...base, outcome: failures.length === 0 ? 'passed' : 'failed', why: null, failures };
  });
}

function failed(test: RouteTest, actual: string): Pick<TestResult, 'outcome' | 'why' | 'failures'> {
  const failure = {
    field: 'gateway',
    expected: test.gateway ?? 'one Gateway',
    actual,
    place: test.place,
    by: 'the manifests',
  };
  return { outcome: 'failed', why: null, failures: [failure] };
}

type GatewayTrace = Trace['gateways'][number];

/** The Gateway that a test is about, or what there is instead. */
export function gatewayFor({ gateway }: RouteTest, { gateways }: Trace): GatewayTrace | string {
  const named = gateways.filter(
    ({ namespace, name }) => gateway === null || gateway === `${namespace}/${name}`,
  );
  const listening = named.filter(({ results }) =>
    results.some(({ listener, outcome }) => listener !== null || outcome.kind !== 'closed'),
  );
  const [first, second] = listening.length === 0 ? named : listening;
  if (first === undefined) return gateway === null ? 'no Gateway' : 'no such Gateway';
  return second === undefined
    ? first
    : `several, such as ${[first, second].map((each) => `${each.namespace}/${each.name}`).join(' and ')}`;
}
