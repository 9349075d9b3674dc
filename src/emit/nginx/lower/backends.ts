import {
  connectionKey,
  type Backend,
  type GatewayIr,
  type Rule,
  type StreamProtocol,
  type WeightedBackend,
} from '../../../ir/index.ts';
import type { TargetOptions } from '../../../target/options.ts';
import { supportsResolve } from '../versions.ts';
import { splitWeights } from '../../../target/weights.ts';

/** Where the requests of a rule go, told apart by chance when there are several. */
export interface Arm {
  readonly weight: number;
  readonly target: ArmTarget;
  /** The reference whose filters apply; null when there are none. */
  readonly reference: WeightedBackend | null;
}

export type ArmTarget =
  | { readonly kind: 'respond'; readonly status: 500 | 503 }
  | { readonly kind: 'backend'; readonly backend: Backend }
  /** One upstream that holds the endpoints of several backends, in proportion to their weights. */
  | { readonly kind: 'merged'; readonly rule: Sender; readonly shares: readonly MergedShare[] }
  /** A name that NGINX before 1.27.3 looks up for each connection. */
  | {
      readonly kind: 'name';
      readonly backend: Backend;
      readonly host: string;
      readonly port: number;
    };

/** A rule of any kind, as far as it decides where its requests or connections go. */
export type Sender = Pick<Rule, 'id' | 'route' | 'index' | 'name' | 'origin' | 'persistence'> & {
  readonly protocol: Rule['protocol'] | StreamProtocol;
};

export interface MergedShare {
  readonly backend: Backend;
  readonly endpointWeight: number;
}

export type BackendLookup = (id: Backend['id']) => Backend;

export function backendLookup(gateway: GatewayIr): BackendLookup {
  const byId = new Map(gateway.backends.map((backend) => [backend.id, backend]));
  return (id) => {
    const backend = byId.get(id);
    if (backend === undefined) throw new Error(`the IR lacks the backend ${id}`);
    return backend;
  };
}

/**
 * The arms of a rule. Backends with nothing that sets them apart become one upstream, whose weighted
 * round robin is exact; the rest is left to chance. Weights of zero get nothing, and a rule without
 * any weight answers 500 (BackendRef weight).
 */
export function armsOf(
  rule: Sender,
  references: readonly WeightedBackend[],
  lookup: BackendLookup,
  options: TargetOptions,
): readonly Arm[] {
  const arms = references
    .filter(({ weight }) => weight > 0)
    .map((reference) => armOf(rule, reference, lookup, options));
  if (arms.length === 0) return [respond(rule.protocol === 'grpc' ? 503 : 500, 1)];
  if (rule.persistence !== null) return withOneResponseEach(arms);
  if (arms.length === 1) return arms;
  const candidates = arms.filter(canMerge);
  const connection = connectionOf(candidates[0]);
  const mergeable = candidates.filter((arm) => connectionOf(arm) === connection);
  const kept = mergeable.length > 1 ? arms.filter((arm) => !mergeable.includes(arm)) : arms;
  return [
    ...(mergeable.length > 1 ? mergedArms(rule, mergeable) : []),
    ...withOneResponseEach(kept),
  ];
}

function armOf(
  rule: Sender,
  reference: WeightedBackend,
  lookup: BackendLookup,
  options: TargetOptions,
): Arm {
  const { target, weight } = reference;
  // To a gRPC client 503 means UNAVAILABLE (GRPCRouteRule backendRefs).
  if (target.kind === 'unresolved') return respond(rule.protocol === 'grpc' ? 503 : 500, weight);
  const backend = lookup(target.id);
  const { address } = backend;
  if (address.kind === 'endpoints' && address.endpoints.length === 0)
    return {
      ...respond(503, weight),
      reference: reference.filters.length === 0 ? null : reference,
    };
  if (address.kind === 'dns' && !supportsResolve(options))
    return {
      weight,
      target: { kind: 'name', backend, host: address.host, port: address.port },
      reference,
    };
  return { weight, target: { kind: 'backend', backend }, reference };
}

function respond(status: 500 | 503, weight: number): Arm {
  return { weight, target: { kind: 'respond', status }, reference: null };
}

// A name may stand for any number of addresses, so its weight cannot be divided among them. Sessions of a backend
// begin once it has been chosen (GEP-1619).
function canMerge(arm: Arm): boolean {
  return (
    arm.target.kind === 'backend' &&
    arm.target.backend.address.kind === 'endpoints' &&
    arm.target.backend.persistence === null &&
    (arm.reference === null || arm.reference.filters.length === 0)
  );
}

/** What has to be the same for all servers of an upstream: connections are kept there, whoever opened them. */
function connectionOf(arm: Arm | undefined): string | null {
  return arm?.target.kind === 'backend' ? connectionKey(arm.target.backend) : null;
}

function mergedArms(rule: Sender, arms: readonly Arm[]): readonly Arm[] {
  const backends = arms.flatMap(({ target, weight }) =>
    target.kind === 'backend' ? [{ backend: target.backend, weight }] : [],
  );
  const weights = splitWeights(
    backends.map(({ backend, weight }) => ({ weight, parts: endpointCount(backend) })),
  );
  if (weights === null) return arms;
  const shares = backends.map(({ backend }, index) => ({
    backend,
    endpointWeight: weights[index] ?? 1,
  }));
  const weight = backends.reduce((sum, each) => sum + each.weight, 0);
  return [{ weight, target: { kind: 'merged', rule, shares }, reference: null }];
}

function endpointCount(backend: Backend): number {
  return backend.address.kind === 'endpoints' ? backend.address.endpoints.length : 1;
}

function withOneResponseEach(arms: readonly Arm[]): readonly Arm[] {
  // One whose reference has filters is answered in a way of its own.
  const plainStatus = ({ target, reference }: Arm) =>
    target.kind === 'respond' && reference === null ? target.status : null;
  const responses = ([500, 503] as const).flatMap((status): readonly Arm[] => {
    const weight = arms
      .filter((arm) => plainStatus(arm) === status)
      .reduce((sum, arm) => sum + arm.weight, 0);
    return weight === 0 ? [] : [respond(status, weight)];
  });
  return [...arms.filter((arm) => plainStatus(arm) === null), ...responses];
}
