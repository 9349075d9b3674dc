import type {
  Backend,
  BackendProtocol,
  Rule,
  TimeoutSetting,
  WeightedBackend,
} from '../ir/index.ts';
import type { ReadPath } from '../target/conduct.ts';
import { isEmpty } from './backends.ts';
import { corsHeaders } from './cors.ts';
import { hostOfPlan, planFilters, type FilterPlan } from './filter-plan.ts';
import { viewFilters } from './filters.ts';
import { answerToCall } from './grpc.ts';
import { changesOf, headersAtBackend, headersOf } from './headers.ts';
import type { ConnectionShare, Forwarded, HeaderChange, Share } from './model.ts';
import type { HttpRequest } from './request.ts';
import { viewBackend, type Surroundings } from './surroundings.ts';

/** A request whose path could be read. */
export interface ReadRequest {
  readonly request: HttpRequest;
  readonly path: ReadPath;
}

/** What becomes of the requests of a rule that sends them to backends. */
export function forward(
  rule: Rule,
  backends: readonly WeightedBackend[],
  read: ReadRequest,
  around: Surroundings,
): Forwarded {
  const active = backends.filter(({ weight }) => weight > 0);
  const total = active.reduce((sum, { weight }) => sum + weight, 0);
  const { timeouts, retry } = rule;
  // What a rule says of its sessions comes before what a backend's policy says.
  const sessions = active.map((each) => backendOf(each, around)?.persistence ?? null);
  const persistence = rule.persistence ?? sessions.find((each) => each !== null) ?? null;
  const answerable = active.some(({ target }) => target.kind === 'backend');
  return {
    kind: 'forward',
    filters: viewFilters([...rule.filters, ...active.flatMap(({ filters }) => filters)], around),
    shares: active.map((each) => ({
      percent: (100 * each.weight) / total,
      ...shareOf(rule, each, { ...read, answerable }, around),
    })),
    timeouts: {
      request: milliseconds(timeouts.request),
      backendRequest: milliseconds(timeouts.backendRequest),
    },
    retry:
      retry === null
        ? null
        : { attempts: retry.attempts, codes: retry.codes, backoff: retry.backoff },
    session: persistence === null ? null : { kind: persistence.kind, name: persistence.name },
  };
}

function shareOf(
  rule: Rule,
  reference: WeightedBackend,
  read: ReadRequest & { readonly answerable: boolean },
  around: Surroundings,
): Omit<Share, 'percent'> {
  const plan = planFilters([...rule.filters, ...reference.filters]);
  const backend = backendOf(reference, around);
  const lost = lossOf(rule, backend);
  const { conduct } = around;
  const cors =
    plan.cors === null || !(conduct.corsOnAnswers || read.answerable)
      ? []
      : corsHeaders(plan.cors, read.request, conduct);
  const view = backend === null ? null : viewBackend(backend);
  if (lost !== null) {
    const { status, response } =
      rule.protocol === 'grpc'
        ? answerToCall(lost.status, read.request)
        : { status: lost.status, response: [] };
    return {
      backend: view,
      status,
      why: lost.why,
      request: null,
      response: [...cors, ...headersOf(plan.response), ...response],
    };
  }
  const path = pathAtBackend(plan, read, backend?.protocol ?? 'http1', around);
  if (path === null) return { backend: view, ...oddPath, request: null, response: [] };
  const { request } = read;
  return {
    backend: view,
    status: null,
    why: null,
    request: {
      method: request.method,
      path,
      host: hostOfPlan(plan) ?? conduct.forwardedHost(request.host),
      ...headersAtBackend(request, plan.request, around),
    },
    response: [...cors, ...changesOf(plan.response)] satisfies readonly HeaderChange[],
  };
}

/** The answer to requests that a target cannot change the path of. */
export const oddPath = {
  status: 400,
  why: 'the path spells the prefix in another way than the manifest, so that it cannot be replaced',
} as const;

function pathAtBackend(
  { path: change }: FilterPlan,
  { request, path }: ReadRequest,
  protocol: BackendProtocol,
  { conduct }: Surroundings,
): string | null {
  return conduct.changePath(change, path, request.query, protocol);
}

/** To a gRPC client 503 means UNAVAILABLE (GRPCRouteRule backendRefs). */
function lossOf(
  { protocol }: Rule,
  backend: Backend | null,
): { readonly status: number; readonly why: string } | null {
  if (backend === null)
    return { status: protocol === 'grpc' ? 503 : 500, why: 'the reference is invalid' };
  return isEmpty(backend) ? { status: 503, why: 'no endpoint is ready' } : null;
}

function backendOf({ target }: WeightedBackend, { backends }: Surroundings): Backend | null {
  return target.kind === 'backend' ? (backends.get(target.id) ?? null) : null;
}

/** Where connections go; nothing for those that are closed. */
export function connectionShares(
  backends: readonly WeightedBackend[],
  around: Surroundings,
): readonly ConnectionShare[] {
  const active = backends.filter(({ weight }) => weight > 0);
  const total = active.reduce((sum, { weight }) => sum + weight, 0);
  return active.map((each) => {
    const backend = backendOf(each, around);
    return {
      percent: (100 * each.weight) / total,
      backend: backend === null || isEmpty(backend) ? null : viewBackend(backend),
    };
  });
}

function milliseconds(setting: TimeoutSetting): number | null {
  switch (setting.kind) {
    case 'default':
      return null;
    case 'disabled':
      return 0;
    case 'after':
      return setting.milliseconds;
  }
}
