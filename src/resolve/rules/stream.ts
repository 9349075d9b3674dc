import { atField, type Report } from '../../diagnostics/diagnostic.ts';
import { ruleId, type StreamProtocol, type StreamRule } from '../../ir/index.ts';
import { originOf, type Resource, type StreamRouteSpec } from '../../model/index.ts';
import { originAt } from '../../source/place.ts';
import type { BackendResolver } from '../backends.ts';

/**
 * The rule of a TLSRoute, TCPRoute or UDPRoute: they have one, and of the several that older releases allowed
 * nothing tells which connections they are for.
 */
export function resolveStreamRule(
  route: Resource<StreamRouteSpec>,
  protocol: StreamProtocol,
  backends: BackendResolver,
  report: Report,
): StreamRule | null {
  const [spec, ...others] = route.spec.rules ?? [];
  if (spec === undefined) return null;
  others.forEach((_, position) => {
    const origin = originOf(route, 'spec', 'rules', position + 1);
    report(atField('resolve/further-rule', origin, { kind: route.id.kind }));
  });
  const origin = originOf(route, 'spec', 'rules', 0);
  const refs = spec.backendRefs ?? [];
  const targets = refs.map((ref, position) => {
    const place = originAt(origin, 'backendRefs', position);
    const id = backends.resolve(ref, place, protocol);
    return {
      weight: ref.weight,
      target: id === null ? ({ kind: 'unresolved' } as const) : ({ kind: 'backend', id } as const),
      filters: [],
      origin: place,
    };
  });
  if (!targets.some(({ weight }) => weight > 0))
    report(atField('resolve/rule-without-backend', origin, {}));
  return {
    id: ruleId(route.id, 0, protocol === 'terminated' ? 'terminated' : ''),
    protocol,
    route: route.id,
    index: 0,
    name: spec.name ?? null,
    backends: targets,
    origin,
  };
}
