import type { Proxy } from '../proxies/proxies.ts';
import type { TargetOptions } from '../../../src/target/options.ts';
import { explanationOf } from './allowed/allowed.ts';
import { differences, type Difference, type Pair } from './difference.ts';
import { isRequest, traceRequest } from './observe.ts';
import { runRequests, type Asked, type Compared } from './run.ts';
import { portKey, serveBatch, type ServedBatch, type World } from './serve.ts';

/** A request in which a proxy and the matcher, or two proxies, disagree. */
export interface Disagreement extends Asked {
  /** The proxies that are needed to see it. */
  readonly proxies: readonly Proxy['name'][];
  readonly problem: string;
}

/** What came of the requests of a batch. */
export interface BatchResult {
  /** Requests by proxy. */
  readonly sent: Readonly<Record<string, number>>;
  /** What the requests came to by the matcher of NGINX 1.28, or of the first proxy. */
  readonly outcomes: readonly string[];
  /** Ids of what explains differences between NGINX and Envoy, one for each difference. */
  readonly explained: readonly string[];
  readonly disagreements: readonly Disagreement[];
  /** How many requests were asked twice. */
  readonly again: number;
  /** What the configurations use. */
  readonly features: ServedBatch['features'];
}

interface Ran {
  readonly proxy: Proxy;
  readonly features: ServedBatch['features'];
  readonly ports: ServedBatch['ports'];
  readonly results: readonly (Compared | null)[];
}

/** Serves the configurations of some requests with each proxy, one after the other, and compares what they do. */
export async function runBatch(
  asked: readonly Asked[],
  proxies: readonly Proxy[],
  world: World,
  target: Partial<TargetOptions> = {},
): Promise<BatchResult> {
  const configurations = [...new Set(asked.map(({ configuration }) => configuration))];
  const ran: Ran[] = [];
  for (const proxy of proxies) {
    const served = await serveBatch(configurations, proxy, world, target);
    try {
      const { ports, features } = served;
      ran.push({ proxy, ports, features, results: await runRequests(asked, served) });
    } finally {
      await served.stop();
    }
  }
  const nginx = ran.find(({ proxy }) => proxy.name === 'nginx-1.28');
  const envoy = ran.find(({ proxy }) => proxy.name === 'envoy');
  const paired = nginx === undefined || envoy === undefined ? [] : pairUp(asked, nginx, envoy);
  const reference = nginx ?? ran[0];
  return {
    sent: Object.fromEntries(
      ran.map(({ proxy, results }) => [proxy.name, results.filter((each) => each !== null).length]),
    ),
    outcomes: (reference?.results ?? []).flatMap((each) =>
      each === null ? [] : [outcomeName(each)],
    ),
    again: ran.flatMap(({ results }) => results).filter((each) => each?.again === true).length,
    features: new Set(ran.flatMap(({ features }) => [...features])),
    explained: paired.flatMap(({ explained }) => explained),
    disagreements: [
      ...ran.flatMap((each) => againstMatcher(asked, each)),
      ...paired.flatMap(({ unexplained, each }) =>
        unexplained.map(({ aspect, nginx: ours, envoy: theirs }) => ({
          ...each,
          proxies: ['nginx-1.28', 'envoy'] as const,
          problem: `${aspect}: NGINX ${String(ours)}, Envoy ${String(theirs)}`,
        })),
      ),
    ],
  };
}

function againstMatcher(asked: readonly Asked[], { proxy, results }: Ran): readonly Disagreement[] {
  return asked.flatMap((each, index) => {
    const problem = results[index]?.problem ?? null;
    return problem === null ? [] : [{ ...each, proxies: [proxy.name], problem }];
  });
}

interface Paired {
  readonly each: Asked;
  readonly explained: readonly string[];
  readonly unexplained: readonly Difference[];
}

function pairUp(asked: readonly Asked[], nginx: Ran, envoy: Ran): readonly Paired[] {
  const names = new Map(
    [nginx, envoy].flatMap(({ ports }) =>
      [...ports].map(([name, port]) => [String(port), name] as const),
    ),
  );
  return asked.flatMap((each, index) => {
    const [ours, theirs] = [nginx.results[index], envoy.results[index]];
    if (ours === null || ours === undefined || theirs === null || theirs === undefined) return [];
    const port = nginx.ports.get(portKey(each.request.port, each.configuration.name));
    const read = traceRequest(each.request, port ?? 0);
    const pair: Pair = {
      configuration: each.configuration,
      request: each.request,
      asked: isRequest(read) ? read : null,
      nginx: ours,
      envoy: theirs,
    };
    const found = differences(ours.got, theirs.got, names);
    const why = found.map((difference) => explanationOf(pair, difference));
    return [
      {
        each,
        explained: why.flatMap((explanation) => (explanation === null ? [] : [explanation.id])),
        unexplained: found.filter((_, position) => why[position] === null),
      },
    ];
  });
}

function outcomeName({ expected: { outcome } }: Compared): string {
  return 'status' in outcome ? `${outcome.kind} ${String(outcome.status)}` : outcome.kind;
}
