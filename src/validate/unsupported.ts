import { atField, type Diagnostic, type Report } from '../diagnostics/diagnostic.ts';
import {
  understoodBackendTlsPolicy,
  understoodBackendTrafficPolicy,
  understoodGateway,
  understoodGatewayClass,
  understoodGrpcRoute,
  understoodHttpRoute,
  understoodListenerSet,
  understoodReferenceGrant,
  understoodStreamRoute,
  understoodTelemetryPolicy,
  understoodTlsRoute,
  understoodXBackend,
  type FieldTree,
} from '../model/understood.ts';
import { formatFieldPath, type FieldPath } from '../source/field-path.ts';
import type { ValidObject } from './object.ts';
import { findUnread } from './unread.ts';

const understood: ReadonlyMap<string, FieldTree> = new Map<string, FieldTree>([
  ['GatewayClass', understoodGatewayClass],
  ['Gateway', understoodGateway],
  ['ListenerSet', understoodListenerSet],
  ['HTTPRoute', understoodHttpRoute],
  ['GRPCRoute', understoodGrpcRoute],
  ['TLSRoute', understoodTlsRoute],
  ['TCPRoute', understoodStreamRoute],
  ['UDPRoute', understoodStreamRoute],
  ['BackendTLSPolicy', understoodBackendTlsPolicy],
  ['ReferenceGrant', understoodReferenceGrant],
  ['XBackend', understoodXBackend],
  ['XBackendTrafficPolicy', understoodBackendTrafficPolicy],
  ['XTelemetryPolicy', understoodTelemetryPolicy],
]);

const groups: ReadonlySet<string> = new Set([
  'gateway.networking.k8s.io',
  'gateway.networking.x-k8s.io',
]);

/** Nothing is dropped silently: a valid field that no stage after this one reads is reported. */
export function findUnsupported(objects: readonly ValidObject[]): readonly Diagnostic[] {
  const diagnostics: Diagnostic[] = [];
  for (const object of objects)
    reportUnread(object, (diagnostic) => void diagnostics.push(diagnostic));
  return diagnostics;
}

function reportUnread({ id, value, document }: ValidObject, report: Report): void {
  const tree = groups.has(id.group) ? understood.get(id.kind) : undefined;
  if (tree === undefined) return;
  for (const path of findUnread(value['spec'] ?? null, tree, ['spec'])) {
    const origin = { document, resource: id, path };
    const field = formatFieldPath(path);
    const code = isForControllers(id.kind, path)
      ? 'validate/field-ignored'
      : 'validate/field-not-supported';
    report(atField(code, origin, { field }, { part: 'key' }));
  }
}

/** Fields that only a controller in a cluster could act on: leaving them out changes no traffic. */
function isForControllers(kind: string, path: FieldPath): boolean {
  return kind === 'GatewayClass' || (kind === 'Gateway' && path[1] === 'infrastructure');
}
