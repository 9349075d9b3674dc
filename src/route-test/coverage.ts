import type { GatewayIr } from '../ir/index.ts';
import type { RuleView, Trace } from '../trace/model.ts';
import type { PlaceOf } from '../trace/surroundings.ts';
import type { Coverage } from './model.ts';

/** Which rules of some Gateways take any of the traced requests. A rule that several have is one. */
export function coverageOf(
  gateways: readonly GatewayIr[],
  traces: readonly Trace[],
  placeOf: PlaceOf,
): Coverage {
  const met = new Set(
    traces.flatMap((trace) =>
      trace.gateways.flatMap(({ results }) =>
        results.flatMap(({ rule }) => (rule === null ? [] : [keyOf(rule)])),
      ),
    ),
  );
  const rules = new Map<string, RuleView>();
  for (const gateway of gateways)
    for (const { route, index, name, origin } of [...gateway.rules, ...gateway.streamRules]) {
      const view = { route, index, name, place: placeOf(origin) };
      rules.set(keyOf(view), view);
    }
  const missing = [...rules].filter(([key]) => !met.has(key)).map(([, view]) => view);
  return { rules: rules.size, covered: rules.size - missing.length, missing };
}

export function addCoverage(a: Coverage, b: Coverage): Coverage {
  return {
    rules: a.rules + b.rules,
    covered: a.covered + b.covered,
    missing: [...a.missing, ...b.missing],
  };
}

/** 0 to 100; all of nothing is 100. */
export function percentCovered({ rules, covered }: Coverage): number {
  return rules === 0 ? 100 : (100 * covered) / rules;
}

function keyOf({ route, index }: RuleView): string {
  return `${route.kind}/${route.namespace}/${route.name}/${String(index)}`;
}
