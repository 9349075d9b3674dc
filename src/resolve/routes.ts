import type { Report } from '../diagnostics/diagnostic.ts';
import {
  compareSeniority,
  objectSeniority,
  type Seniority,
  type StreamProtocol,
  type StreamRule,
} from '../ir/index.ts';
import type { Resource, ResourceSet, RouteSpec, StreamRouteSpec } from '../model/index.ts';
import type { Attachment } from './attachment.ts';
import type { BackendResolver } from './backends.ts';
import type { ResolvedListener } from './listeners.ts';
import type { RequestKind } from './request-kind.ts';
import { resolveGrpcRules } from './rules/grpc.ts';
import { resolveHttpRules, type ResolvedRule } from './rules/http.ts';
import { resolveStreamRule } from './rules/stream.ts';

/** A route of any kind, with the way to its rules. */
export type AnyRoute =
  | {
      readonly traffic: RequestKind;
      readonly route: Resource<RouteSpec>;
      readonly rules: (backends: BackendResolver, report: Report) => readonly ResolvedRule[];
    }
  | {
      readonly traffic: 'stream';
      readonly route: Resource<StreamRouteSpec & RouteSpec>;
      readonly rules: (
        attachments: readonly Attachment[],
        backends: BackendResolver,
        report: Report,
      ) => RuleOnListener;
    };

/** What becomes of a listener's connections by a route. */
export type RuleOnListener = (listener: ResolvedListener) => StreamRule | null;

/** Routes of all kinds, the older ones first: they keep what two of them want. */
export function bySeniority(resources: ResourceSet): readonly AnyRoute[] {
  const routes: readonly AnyRoute[] = [
    ...resources.httpRoutes.map((route): AnyRoute => ({
      traffic: 'http',
      route,
      rules: (backends, report) => resolveHttpRules(route, backends, report),
    })),
    ...resources.grpcRoutes.map((route): AnyRoute => ({
      traffic: 'grpc',
      route,
      rules: (backends, report) => resolveGrpcRules(route, backends, report),
    })),
    ...resources.tlsRoutes.map((route) => streamRoute(route, tlsOn, 'tls')),
    ...resources.tcpRoutes.map((route) => streamRoute(route, () => 'tcp', 'tcp')),
    ...resources.udpRoutes.map((route) => streamRoute(route, () => 'udp', 'udp')),
  ];
  return routes.toSorted((a, b) => compareSeniority(seniorityOf(a), seniorityOf(b)));
}

/**
 * @param protocolOn - what the route passes on from a listener
 * @param unattached - what its backends are looked up for where no listener takes it, to report what is wrong
 */
function streamRoute(
  route: Resource<StreamRouteSpec & RouteSpec>,
  protocolOn: (listener: ResolvedListener) => StreamProtocol,
  unattached: StreamProtocol,
): AnyRoute {
  return {
    traffic: 'stream',
    route,
    rules: (attachments, backends, report) => {
      const listeners = attachments.flatMap(({ hosts }) => hosts.map(({ listener }) => listener));
      const protocols = new Set(listeners.map(protocolOn));
      if (protocols.size === 0) protocols.add(unattached);
      const rules = new Map(
        [...protocols].map((each) => [each, resolveStreamRule(route, each, backends, report)]),
      );
      return (listener) => rules.get(protocolOn(listener)) ?? null;
    },
  };
}

function tlsOn({ spec }: ResolvedListener): StreamProtocol {
  return spec.tls?.mode === 'Passthrough' ? 'tls' : 'terminated';
}

function seniorityOf({ route }: AnyRoute): Seniority {
  return objectSeniority(route.id, route.meta.creationTimestamp);
}
