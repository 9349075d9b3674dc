import type { Report } from '../../diagnostics/diagnostic.ts';
import { ruleId, type Match, type PathMatch, type Rule } from '../../ir/index.ts';
import {
  originOf,
  type GrpcMethodMatch,
  type GrpcRouteMatch,
  type GrpcRouteSpec,
  type Resource,
} from '../../model/index.ts';
import { originAt, type Origin } from '../../source/place.ts';
import type { BackendResolver } from '../backends.ts';
import { resolveAction } from './action.ts';
import type { ResolvedRule } from './http.ts';
import { headersOf } from './matches.ts';
import { resolvePersistence } from '../persistence.ts';
import { routeFacts } from './route-facts.ts';
import { reportSessionsTwice } from './sessions-twice.ts';
import { resolveTimeouts } from './timeouts.ts';

/** The rules of a GRPCRoute, in order. What is wrong with a rule costs only that rule. */
export function resolveGrpcRules(
  route: Resource<GrpcRouteSpec>,
  backends: BackendResolver,
  report: Report,
): readonly ResolvedRule[] {
  const facts = routeFacts(route);
  return (route.spec.rules ?? []).map((spec, index) => {
    const origin = originOf(route, 'spec', 'rules', index);
    const given = spec.matches ?? [];
    const matches =
      given.length === 0
        ? [{ match: everyCall, origin }]
        : given.map((match, position) => {
            const place = originAt(origin, 'matches', position);
            return { match: resolveCall(match, place, report), origin: place };
          });
    const id = ruleId(route.id, index);
    const rule: Rule = {
      id,
      protocol: 'grpc',
      route: route.id,
      ...facts,
      index,
      name: spec.name ?? null,
      ...resolveAction(spec, null, origin, { requests: 'grpc', backends, report }),
      timeouts: resolveTimeouts(undefined),
      retry: null,
      persistence: resolvePersistence(spec.sessionPersistence, id, origin),
      origin,
    };
    reportSessionsTwice(rule.persistence, rule.action, backends, report);
    return { rule, matches };
  });
}

const everyCall: Match = {
  path: { kind: 'prefix', value: '/' },
  method: null,
  headers: [],
  query: [],
  call: { service: 0, method: 0 },
};

function resolveCall({ method, headers }: GrpcRouteMatch, origin: Origin, report: Report): Match {
  return {
    path: method === undefined ? everyCall.path : callPath(method),
    method: null,
    headers: headersOf(headers, origin, report),
    query: [],
    call: { service: method?.service?.length ?? 0, method: method?.method?.length ?? 0 },
  };
}

/** A call's path is `/service/method` (gRPC over HTTP/2, "Requests"). */
function callPath({ type, service = '', method = '' }: GrpcMethodMatch): PathMatch {
  if (type === 'RegularExpression')
    return { kind: 'regex', value: `/${part(service)}/${part(method)}` };
  if (service !== '' && method !== '') return { kind: 'exact', value: `/${service}/${method}` };
  if (service !== '') return { kind: 'prefix', value: `/${service}` };
  // The CRD allows letters, digits and underscores here.
  return method === '' ? everyCall.path : { kind: 'regex', value: `/[^/]+/${method}` };
}

function part(expression: string): string {
  return expression === '' ? '[^/]+' : `(?:${expression})`;
}
