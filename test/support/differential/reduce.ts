import { nameAt, type Configuration } from '../random/configuration.ts';
import type { RandomRequest } from '../random/requests.ts';
import type { Proxy } from '../proxies/proxies.ts';
import type { TargetOptions } from '../../../src/target/options.ts';
import { runBatch, type Disagreement } from './batch.ts';
import type { Asked } from './run.ts';
import type { World } from './serve.ts';

const rounds = 25;

/** The smallest pair of configuration and request that was found to disagree still. */
export async function reduce(
  found: Disagreement,
  proxies: readonly Proxy[],
  world: World,
  target: Partial<TargetOptions> = {},
): Promise<Disagreement> {
  const needed = proxies.filter(({ name }) => found.proxies.includes(name));
  let best = found;
  let skip = 0;
  for (let round = 0; round < rounds; round++) {
    const candidates = [...smaller(best)].slice(skip, skip + world.size);
    if (candidates.length === 0) break;
    const asked = candidates.map((each, index) => renamed(each, nameAt(index)));
    const { disagreements } = await runBatch(asked, needed, world, target);
    // What two proxies disagree in is no longer that when one of them leaves the matcher.
    const next = disagreements.find(({ proxies: names }) => names.length === found.proxies.length);
    if (next === undefined) skip += world.size;
    else {
      best = next;
      skip = 0;
    }
  }
  return renamedDisagreement(best, nameAt(0));
}

function renamedDisagreement(found: Disagreement, name: string): Disagreement {
  return { ...found, ...renamed(found, name) };
}

/** The same under another name: all names of a configuration hold it. */
export function renamed({ configuration, request }: Asked, name: string): Asked {
  const rename = <T>(value: T): T =>
    JSON.parse(JSON.stringify(value).replaceAll(configuration.name, name)) as T;
  return {
    configuration: { name, objects: rename(configuration.objects) },
    request: rename(request),
  };
}

/** Everything that is a little less, what is much less first. */
function* smaller({ configuration, request }: Asked): Generator<Asked> {
  for (const objects of without(configuration.objects, 0))
    yield {
      configuration: { ...configuration, objects: objects as Configuration['objects'] },
      request,
    };
  for (const less of smallerRequests(request)) yield { configuration, request: less };
}

const depths = 8;

/** The value with one element of a list or one field less, the outermost first. */
function without(value: unknown, depth: number): readonly unknown[] {
  if (depth > depths || typeof value !== 'object' || value === null) return [];
  if (Array.isArray(value)) {
    const list: readonly unknown[] = value;
    return [
      ...(isLastHostname(list)
        ? []
        : list.map((_, index) => list.filter((__, position) => position !== index))),
      ...list.flatMap((each, index) =>
        without(each, depth + 1).map((less) => list.with(index, less)),
      ),
    ];
  }
  const entries = Object.entries(value);
  return [
    ...entries
      .filter(([key]) => optional.has(key))
      .map(([key]) => Object.fromEntries(entries.filter(([other]) => other !== key))),
    ...entries.flatMap(([key, field]) =>
      without(field, depth + 1).map((less) => ({ ...value, [key]: less })),
    ),
  ];
}

/** A route without hostnames would take the requests of the others that are tried with it. */
function isLastHostname(list: readonly unknown[]): boolean {
  return list.length === 1 && typeof list[0] === 'string' && list[0].endsWith('.test');
}

const optional = new Set([
  ...[
    'matches',
    'filters',
    'headers',
    'queryParams',
    'method',
    'path',
    'weight',
    'timeouts',
    'retry',
  ],
  ...[
    'sessionPersistence',
    'creationTimestamp',
    'allowedRoutes',
    'sectionName',
    'hostname',
    'set',
    'add',
  ],
  ...['remove', 'scheme', 'port', 'statusCode', 'percent', 'fraction', 'type', 'maxAge'],
  ...['forwardBody', 'retryConstraint', 'samplingRate', 'parentBasedSampling', 'attributes'],
  ...['allowedHeaders', 'allowedResponseHeaders'],
  ...['allowMethods', 'allowHeaders', 'exposeHeaders', 'allowCredentials'],
]);

function smallerRequests(request: RandomRequest): readonly RandomRequest[] {
  const { headers, target, host, method, protocol, absolute, shows, body } = request;
  const [path = '', ...query] = target.split('?');
  const segments = path.split('/');
  return [
    ...headers.map((_, index) => ({
      ...request,
      headers: headers.filter((__, at) => at !== index),
    })),
    ...(query.length === 0 ? [] : [{ ...request, target: path }]),
    ...segments.slice(1).map((_, index) => ({
      ...request,
      target: [segments.filter((__, at) => at !== index + 1).join('/') || '/', ...query].join('?'),
    })),
    ...(shows === 'none' ? [] : [{ ...request, shows: 'none' as const }]),
    ...(body === null ? [] : [{ ...request, body: null }]),
    ...(body?.chunked === true ? [{ ...request, body: { ...body, chunked: false } }] : []),
    ...(absolute === null ? [] : [{ ...request, absolute: null }]),
    ...(protocol === 'http1' ? [] : [{ ...request, protocol: 'http1' as const }]),
    ...(method === 'GET' ? [] : [{ ...request, method: 'GET' }]),
    ...(/[:.A-Z]$|[A-Z]/.test(host)
      ? [{ ...request, host: host.toLowerCase().replace(/\.?(?::\d*)?$/, '') }]
      : []),
  ];
}
