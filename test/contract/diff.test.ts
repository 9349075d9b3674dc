import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { describe, expect, test } from 'vitest';
import { loadAssets } from '../../src/assets/load.ts';
import { compareManifests } from '../../src/compare.ts';
import { renderDiffJson } from '../../src/diff/render/json.ts';
import { listFixtures } from '../support/fixtures.ts';

const schema = new URL('../../schemas/diff.schema.json', import.meta.url);
const check = new Ajv({ allowUnionTypes: true }).compile(
  JSON.parse(readFileSync(schema, 'utf8')) as object,
);
const assets = await loadAssets(['nginx', 'envoy']);

const report = {
  tool: { name: 'gatewright', version: '0' },
  base: 'a',
  head: 'b',
  notes: [{ side: 'base', file: 'x', why: 'y' }],
} as const;

describe.each(listFixtures().map((fixture) => [fixture.name, fixture] as const))(
  '%s',
  (_, { inputs, options }) => {
    test.each([
      ['comes', { base: [], head: inputs }],
      ['goes', { base: inputs, head: [] }],
      ['stays', { base: inputs, head: inputs }],
    ])('that %s is told by the schema', (how, states) => {
      const { diagnostics, ...comparison } = compareManifests(states, options, assets);
      expect(diagnostics.length).toBe(
        comparison.findings.introduced.length + comparison.findings.unchanged.length,
      );
      check(JSON.parse(renderDiffJson({ ...report, ...comparison })));
      expect(check.errors ?? []).toEqual([]);
      if (how === 'stays') expect(comparison).toMatchObject({ different: false, changes: [] });
    });
  },
);
