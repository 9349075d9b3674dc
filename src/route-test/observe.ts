import type { HeaderChange, Share, TargetsResult } from '../trace/model.ts';
import type { Observation } from './model.ts';

/** What the matcher says, in the form of what a proxy would do. A backend's own answer counts as 200. */
export function observationOf({ rule, outcome }: TargetsResult): Observation {
  const base = {
    rule,
    shares: new Map<string, number>(),
    oneRequest: false,
    location: null,
    request: null,
    responseHeader: () => null,
  };
  switch (outcome.kind) {
    case 'closed':
      return { ...base, status: 'closed' };
    case 'response':
      return { ...base, status: outcome.status, responseHeader: headerIn(outcome.response) };
    case 'redirect':
      return {
        ...base,
        status: outcome.status,
        location: outcome.location,
        responseHeader: headerIn(outcome.response),
      };
    case 'connection':
      return { ...base, status: 'open', shares: sharesOf(outcome.shares) };
    case 'forward': {
      // What all requests share is told of the first that a backend gets.
      const share = outcome.shares.find(({ request }) => request !== null) ?? outcome.shares[0];
      return {
        ...base,
        status: share?.status ?? 200,
        shares: sharesOf(outcome.shares),
        request: requestOf(share),
        responseHeader: headerIn(share?.response ?? []),
      };
    }
  }
}

function requestOf(share: Share | undefined): Observation['request'] {
  const request = share?.request ?? null;
  if (request === null) return null;
  const { method, path, host, headers } = request;
  return { method, path, host, headers: headers.map(({ name, value }) => [name, value]) };
}

function sharesOf(
  shares: readonly Pick<Share, 'percent' | 'backend'>[],
): ReadonlyMap<string, number> {
  const sums = new Map<string, number>();
  for (const { percent, backend } of shares) {
    const name =
      backend === null ? 'invalid' : `${backend.namespace}/${backend.name}:${String(backend.port)}`;
    sums.set(name, (sums.get(name) ?? 0) + percent);
  }
  return sums;
}

function headerIn(changes: readonly HeaderChange[]): (name: string) => string | null {
  return (name) => {
    const values = changes
      .filter((change) => change.name.toLowerCase() === name.toLowerCase())
      .flatMap((change) => change.values);
    return values.length === 0 ? null : values.join(', ');
  };
}
