import type { Diagnostic, TargetName } from '../diagnostics/diagnostic.ts';
import type { GatewayIr } from '../ir/index.ts';
import type { Origin } from '../source/place.ts';
import { checkCapabilities } from '../target/check.ts';
import type { TargetOptions } from '../target/options.ts';
import type { Target } from '../target/target.ts';
import type { AskServers } from './authorization-servers.ts';
import { traceGateway } from './gateway.ts';
import type { Approximation, GatewayTrace, TargetResult, TargetsResult } from './model.ts';
import type { TraceRequest } from './request.ts';
import { surroundingsOf, type PlaceOf } from './surroundings.ts';

export type { Trace } from './model.ts';

export interface TraceContext {
  readonly targets: readonly Target[];
  readonly options: TargetOptions;
  readonly placeOf: PlaceOf;
}

/** A Gateway that is ready to be asked: what does not depend on the request is done once. */
export interface TraceableGateway {
  /** What each target does with a request; targets that do the same share an entry. */
  readonly trace: (request: TraceRequest, ask: AskServers) => GatewayTrace;
  /** Findings of all targets. */
  readonly diagnostics: readonly Diagnostic[];
}

export function prepareGateway(gateway: GatewayIr, context: TraceContext): TraceableGateway {
  const { options, placeOf } = context;
  const prepared = context.targets.map((target) => {
    const { value, diagnostics } = checkCapabilities(gateway, target, options);
    const rest = { conduct: target.conduct(options), options, placeOf };
    return { name: target.name, around: surroundingsOf(gateway, value, rest), diagnostics };
  });
  return {
    diagnostics: prepared.flatMap(({ diagnostics }) => diagnostics),
    trace: (request, ask) => {
      const results: TargetsResult[] = [];
      for (const { name, around, diagnostics } of prepared) {
        const traced = traceGateway(gateway, request, { ...around, ask });
        const approximations = concerning(traced, diagnostics, placeOf);
        addResult(results, name, { ...traced, approximations });
      }
      const { namespace, name } = gateway.resource;
      return { namespace, name, results };
    },
  };
}

function addResult(results: TargetsResult[], target: TargetName, result: TargetResult): void {
  const alike = JSON.stringify(result);
  const same = results.findIndex(
    (known) => JSON.stringify({ ...known, targets: undefined }) === alike,
  );
  const known = results[same];
  if (known === undefined) results.push({ ...result, targets: [target] });
  else results[same] = { ...known, targets: [...known.targets, target] };
}

/** Findings about the rule that takes the request, and about the matches that were tried before it. */
function concerning(
  { rule, candidates }: Omit<TargetResult, 'approximations'>,
  diagnostics: readonly Diagnostic[],
  placeOf: PlaceOf,
): readonly Approximation[] {
  const taken = candidates.findIndex(({ verdict }) => verdict.kind === 'taken');
  const tried = candidates
    .slice(0, taken === -1 ? candidates.length : taken + 1)
    .map((each) => `${routeKey(each.rule.route)}/${String(each.rule.index)}`);
  const own = rule === null ? null : `${routeKey(rule.route)}/${String(rule.index)}`;
  const matched = new Set(tried);
  return diagnostics.flatMap(({ place, args, code }): readonly Approximation[] => {
    if (place.kind !== 'field') return [];
    const { origin } = place;
    const key = ruleKey(origin);
    if (key !== own && !(matched.has(key) && isMatch(origin))) return [];
    const [how, differs] =
      code === 'target/unsupported'
        ? [args['why'], args['instead']]
        : [args['how'], args['differs']];
    return [
      {
        feature: String(args['feature']),
        how: String(how),
        differs: String(differs).replace(/\.$/, ''),
        place: placeOf(origin),
      },
    ];
  });
}

function routeKey({ kind, namespace, name }: Origin['resource']): string {
  return `${kind}/${namespace}/${name}`;
}

function ruleKey({ resource, path }: Origin): string {
  return `${routeKey(resource)}/${String(path[2] ?? '')}`;
}

function isMatch({ path }: Origin): boolean {
  return path[3] === 'matches';
}
