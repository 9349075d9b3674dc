import type { GatewayIr } from '../../ir/index.ts';
import { judge } from '../../route-test/judge.ts';
import type { RouteTest, TestFile, TestResult } from '../../route-test/model.ts';
import { gatewayFor } from '../../route-test/run.ts';
import type { Trace } from '../../trace/model.ts';
import type { TraceRequest } from '../../trace/request.ts';
import { askProxy } from './ask.ts';
import { serveGateway, type ProxyPlan, type ServedGateway } from './serve.ts';

/**
 * Runs the tests of a file on a real proxy. Which rule has taken a request is told by the matcher, as a proxy does not
 * say.
 *
 * @throws CliError when the proxy does not start.
 */
export async function runOnProxy(
  file: TestFile,
  {
    gateways,
    trace,
  }: { readonly gateways: readonly GatewayIr[]; readonly trace: (request: TraceRequest) => Trace },
  plan: ProxyPlan,
): Promise<readonly TestResult[]> {
  const served = new Map<string, ServedGateway>();
  const results: TestResult[] = [];
  try {
    for (const test of file.tests) {
      const base = { file: file.name, test: { name: test.name, place: test.place } };
      const found = gatewayFor(test, trace(test.request));
      const name = typeof found === 'string' ? '' : `${found.namespace}/${found.name}`;
      const gateway = gateways.find(
        ({ resource }) => `${resource.namespace}/${resource.name}` === name,
      );
      const skipped = skipReason(test, plan);
      if (skipped !== null || typeof found === 'string' || gateway === undefined) {
        const why =
          skipped ?? `there is ${typeof found === 'string' ? found : 'no Gateway'} for it`;
        results.push({ ...base, outcome: 'skipped', why, failures: [] });
        continue;
      }
      const running = served.get(name) ?? (await serveGateway(gateway, plan));
      served.set(name, running);
      const rule = found.results.find(({ targets }) => targets.includes(plan.target))?.rule;
      const observed = { ...(await askProxy(requestOf(test), running)), rule };
      const failures = judge(test, observed, plan.target);
      results.push({
        ...base,
        outcome: failures.length === 0 ? 'passed' : 'failed',
        why: null,
        failures,
      });
    }
  } finally {
    for (const each of served.values()) await each.stop();
  }
  return results;
}

function skipReason({ request, target }: RouteTest, plan: ProxyPlan): string | null {
  if (target !== null && target !== plan.target) return 'it is for another target';
  return request.kind === 'connection' ? 'connections are judged by the matcher only' : null;
}

function requestOf({ request }: RouteTest): Extract<TraceRequest, { readonly kind: 'request' }> {
  if (request.kind === 'connection') throw new Error('connections are skipped');
  return request;
}
