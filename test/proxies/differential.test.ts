import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { pathPolicies, type PathPolicy } from '../../src/target/path-policy.ts';
import type { FeatureId } from '../../src/target/feature.ts';
import { featureTitles } from '../../src/target/feature-titles.ts';
import type { TargetOptions } from '../../src/target/options.ts';
import { runBatch, type Disagreement } from '../support/differential/batch.ts';
import { caseText, readCases } from '../support/differential/case-file.ts';
import { makeTally, writeRecord } from '../support/differential/record.ts';
import { reduce } from '../support/differential/reduce.ts';
import { startWorld, type World } from '../support/differential/serve.ts';
import { repository } from '../support/fixtures.ts';
import { listProxies, type Proxy } from '../support/proxies/proxies.ts';
import { nameAt, randomConfiguration } from '../support/random/configuration.ts';
import { randomRequests } from '../support/random/requests.ts';

// The matcher (src/trace), NGINX and Envoy must do the same with any request, but for what SUPPORT.md says
// (test/support/differential/allowed). A long run, which is put on record batch by batch:
// GATEWRIGHT_DIFFERENTIAL=5000 GATEWRIGHT_SEED=7 GATEWRIGHT_RECORD=test/proxies/differential.json \
//   npx vitest run test/proxies/differential.test.ts
const CONFIGURATIONS = Number(process.env['GATEWRIGHT_DIFFERENTIAL'] ?? 200);
const REQUESTS = Number(process.env['GATEWRIGHT_REQUESTS'] ?? 200);
const SEED = Number(process.env['GATEWRIGHT_SEED'] ?? 1);
const RECORD = process.env['GATEWRIGHT_RECORD'] ?? '';
const BATCH = 50;
/** One batch in so many is for NGINX 1.22, too. */
const OLD = 4;
const LIMIT_MS = 900_000;

const proxies = await listProxies();
const modern = proxies.filter(({ name }) => name !== 'nginx-1.22');
const cases = readCases(path.join(import.meta.dirname, 'disagreements'));
const output = path.join(repository, '.test-output/differential');
const batches = Array.from({ length: Math.ceil(CONFIGURATIONS / BATCH) }, (_, index) => ({
  index,
  first: index * BATCH,
  size: Math.min(BATCH, CONFIGURATIONS - index * BATCH),
}));

let world: World;
const used = new Set<FeatureId>();
const tally = makeTally();

beforeAll(async () => {
  world = await startWorld(Math.max(BATCH, cases.length));
});

afterAll(async () => {
  await world.stop();
  console.log(JSON.stringify(tally.record(SEED, proxies), null, 2));
});

test.each(pathPolicies)(
  'what was found once stays right, --path-policy %s',
  { timeout: LIMIT_MS },
  async (pathPolicy) => {
    const target = { pathPolicy };
    const { disagreements } = await runBatch(cases, proxies, world, target);
    await fail(disagreements, { wanted: proxies, target, name: `case-${pathPolicy}` });
  },
);

describe('random configurations and requests', () => {
  test.each(batches)('from $first on, $size', { timeout: LIMIT_MS }, async (batch) => {
    const asked = Array.from({ length: batch.size }, (_, at) => at).flatMap((at) => {
      const configuration = randomConfiguration(nameAt(at), SEED, batch.first + at);
      return randomRequests(configuration, REQUESTS, SEED, batch.first + at).map((request) => ({
        configuration,
        request,
      }));
    });
    const wanted = batch.index % OLD === 0 ? proxies : modern;
    const target = { pathPolicy: policyAt(batch.index) };
    const result = await runBatch(asked, wanted, world, target).catch((error: unknown) => {
      // A long run tells of it at once, not only when it ends.
      console.error(error);
      throw error;
    });
    for (const feature of result.features) used.add(feature);
    tally.add(result, { configurations: batch.size, requests: asked.length });
    if (RECORD !== '') writeRecord(path.resolve(repository, RECORD), tally.record(SEED, proxies));
    const name = `seed-${String(SEED)}-${String(batch.first)}`;
    await fail(result.disagreements, { wanted, target, name });
  });
});

test.runIf(CONFIGURATIONS >= 200)('the configurations have all features', () => {
  const unused = (Object.keys(featureTitles) as FeatureId[]).filter(
    (feature) => !used.has(feature),
  );
  expect(unused).toEqual([]);
});

function policyAt(index: number): PathPolicy {
  return index % 2 === 0 ? 'strict' : 'normalize';
}

interface Circumstances {
  readonly wanted: readonly Proxy[];
  readonly target: Partial<TargetOptions>;
  /** Of files. */
  readonly name: string;
}

/** Says what is wrong as small as it can be said. */
async function fail(
  found: readonly Disagreement[],
  { wanted, target, name }: Circumstances,
): Promise<void> {
  const [first] = found;
  if (first === undefined) return;
  const kinds = new Map(found.map((each) => [each.problem.slice(0, 20), each]));
  mkdirSync(output, { recursive: true });
  let number = 0;
  for (const each of [...kinds.values()].slice(0, 2)) {
    const least = await reduce(each, wanted, world, target);
    const text = caseText(least, `${least.proxies.join(' and ')}: ${least.problem}`);
    number += 1;
    writeFileSync(path.join(output, `${name}-${String(number)}.yaml`), text);
    console.error(text);
  }
  expect(found.map(({ problem, proxies: names }) => `${names.join(' and ')}: ${problem}`)).toEqual(
    [],
  );
}
