import type { Action, BackendId, Backend, Redirect, WeightedBackend } from '../../ir/index.ts';
import type { ResourceId } from '../../source/place.ts';
import { enumerate, say, type Sentence } from '../sentence.ts';

/** How the backends of one side are called. */
export interface BackendNames {
  /** Named as a reader of the route would: the namespace only where it is another one. */
  readonly of: (id: BackendId, route: ResourceId) => string;
  readonly get: (id: BackendId) => Backend | null;
}

/**
 * Names for both sides, so that two ports of one Service are told apart.
 *
 * @param everywhere - the backends of both sides
 */
export function backendNames(
  backends: readonly Backend[],
  everywhere: readonly Backend[],
): BackendNames {
  const byId = new Map(backends.map((backend) => [backend.id, backend]));
  const ports = new Map<string, Set<number>>();
  for (const { resource, port } of everywhere) {
    const key = serviceKey(resource);
    ports.set(key, (ports.get(key) ?? new Set()).add(port));
  }
  return {
    get: (id) => byId.get(id) ?? null,
    of: (id, route) => {
      const backend = byId.get(id);
      if (backend === undefined) return id;
      const { resource, port } = backend;
      const several = (ports.get(serviceKey(resource))?.size ?? 0) > 1;
      return `${localName(resource, route)}${several ? `:${String(port)}` : ''}`;
    },
  };
}

function serviceKey({ kind, namespace, name }: ResourceId): string {
  return `${kind}/${namespace}/${name}`;
}

function localName({ kind, namespace, name }: ResourceId, route: ResourceId): string {
  const own = namespace === route.namespace ? name : `${namespace}/${name}`;
  return kind === 'Service' ? own : `${kind} ${own}`;
}

/** Where a rule's requests go, as the end of `goes to ...`. */
export function describeAction(action: Action, route: ResourceId, names: BackendNames): Sentence {
  switch (action.kind) {
    case 'forward':
      return describeBackends(action.backends, route, names);
    case 'redirect':
      return say`a redirect (${String(action.redirect.statusCode)}) to ${redirectTarget(action.redirect)}`;
    case 'respond':
      return say`status ${String(action.status)}`;
  }
}

export function describeBackends(
  backends: readonly WeightedBackend[],
  route: ResourceId,
  names: BackendNames,
): Sentence {
  const used = backends.filter(({ weight }) => weight > 0);
  const total = used.reduce((sum, { weight }) => sum + weight, 0);
  if (used.length === 0) return say`no backend`;
  return enumerate(
    used.map(({ weight, target, filters }) => {
      const name =
        target.kind === 'unresolved' ? say`an invalid backend` : say`${names.of(target.id, route)}`;
      const share = used.length === 1 ? [] : say` (${percent(weight, total)})`;
      const kinds = filters.map(({ kind }) => kind).join(', ');
      return [...name, ...share, ...(kinds === '' ? [] : say` with its own ${kinds}`)];
    }),
  );
}

export function percent(weight: number, total: number): string {
  return `${String(Math.round((weight / total) * 1000) / 10)}%`;
}

function redirectTarget({ scheme, hostname, path, port }: Redirect): string {
  const host = hostname ?? '{host}';
  const where = port.kind === 'explicit' ? `:${String(port.port)}` : '';
  const target =
    path === null
      ? '{path}'
      : path.kind === 'full'
        ? path.value
        : `${path.replacement === '' ? '/' : path.replacement}{rest}`;
  return `${scheme ?? '{scheme}'}://${host}${where}${target}`;
}
