import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { loadAssets } from '../../src/assets/load.ts';
import { compile } from '../../src/compile.ts';
import { catalogEntry, codes } from '../../src/diagnostics/catalog.ts';
import { targets } from '../../src/targets.ts';
import type { Capability } from '../../src/target/capability.ts';
import { featuresOf } from '../support/features-of.ts';
import { featureTitles } from '../../src/target/feature-titles.ts';
import type { FeatureId } from '../../src/target/feature.ts';
import { parseFiles } from '../../src/parse/index.ts';
import { resolve } from '../../src/resolve/index.ts';
import { validate } from '../../src/validate/index.ts';
import { listFixtures, repository } from '../support/fixtures.ts';

const assets = await loadAssets(['nginx', 'envoy']);
const results = listFixtures('').map(({ inputs, options }) => ({
  inputs,
  options,
  result: compile(inputs, options, assets),
}));

describe('every finding', () => {
  // Limits and traps of YAML are shown in the reader's own tests, with texts made there; and what compiling
  // does not report is shown where it is found.
  const otherTests = ['src/parse', 'src/upgrade', 'src/diagnostics', 'src/lint', 'src/krm']
    .flatMap((folder) =>
      readdirSync(path.join(repository, folder), { encoding: 'utf8' })
        .filter((file) => file.endsWith('.test.ts'))
        .map((file) => readFileSync(path.join(repository, folder, file), 'utf8')),
    )
    .concat(readFileSync(path.join(repository, 'test/cli/krm.test.ts'), 'utf8'))
    .join('');

  test('occurs in some fixture', () => {
    const seen = new Set(
      results.flatMap(({ result }) => result.diagnostics.map(({ code }) => code)),
    );
    expect(codes.filter((code) => !seen.has(code) && !otherTests.includes(code))).toEqual([]);
  });

  test('is located, unless it is about the input as a whole', () => {
    const lost = results
      .flatMap(({ result }) => result.diagnostics)
      .filter(({ place, span }) => place.kind !== 'input' && span === null);
    expect(lost).toEqual([]);
  });

  test.each(codes)('%s is explained', (code) => {
    const { cause, fix, example } = catalogEntry(code).explain;
    for (const text of [cause, fix, example]) expect(text.length).toBeGreaterThan(5);
  });
});

describe('every feature', () => {
  const uses = results.flatMap(({ inputs, options }) => {
    const { documents } = parseFiles(inputs).value;
    const { resources } = validate(documents, assets.schemas, options).value;
    const { ir } = resolve(resources, { ...options, portOffset: 0 }).value;
    return ir.gateways.flatMap(featuresOf).map((use) => ({ use, options }));
  });
  const features = Object.keys(featureTitles) as FeatureId[];

  test.each(features)('%s occurs in some fixture', (feature) => {
    expect(uses.some(({ use }) => use.feature === feature)).toBe(true);
  });

  // A table that promises more than its judgement keeps would make SUPPORT.md a lie.
  test.each(Object.keys(targets))('%s keeps what its table promises', (name) => {
    const { capabilities } = targets[name as keyof typeof targets];
    for (const { use, options } of uses) {
      const row = capabilities[use.feature] as Capability<FeatureId>;
      const verdict = row.judge(use.payload, options.target);
      if (row.summary.level === 'exact' && verdict.level === 'approximated')
        expect.fail(`${use.feature} is approximated, but the table says exact: ${verdict.how}`);
    }
  });
});
