import { expect, test } from 'vitest';
import { loadSchemas } from '../../src/assets/schemas.ts';
import { lint } from '../../src/lint/index.ts';
import { defaultLimits, parseFiles } from '../../src/parse/index.ts';
import { resolve, resolveRouting, type Resolution } from '../../src/resolve/index.ts';
import { validate } from '../../src/validate/index.ts';
import { listFixtures } from '../support/fixtures.ts';

const schemas = loadSchemas();
const fixtures = listFixtures('');

test.each(fixtures.map((fixture) => [fixture.name, fixture] as const))(
  '%s: lints find the same whether backends are followed or not',
  (_, { inputs, options }) => {
    const { documents } = parseFiles(inputs, defaultLimits).value;
    const { resources } = validate(documents, schemas, options).value;
    const settings = { ...options, portOffset: options.target.portOffset };
    const found = (resolution: Resolution) =>
      lint({ resources, resolution, incomplete: false, targetsFollow: false }, options.lint);
    expect(found(resolveRouting(resources, settings))).toEqual(
      found(resolve(resources, settings).value),
    );
  },
);

test('the fixtures have lints to find', () => {
  const all = fixtures.flatMap(({ inputs, options }) => {
    const { documents } = parseFiles(inputs, defaultLimits).value;
    const { resources } = validate(documents, schemas, options).value;
    const settings = { ...options, portOffset: options.target.portOffset };
    const resolution = resolveRouting(resources, settings);
    return lint({ resources, resolution, incomplete: false, targetsFollow: false }, options.lint);
  });
  const codes = new Set(all.map(({ code }) => code));
  expect(codes).toContain('lint/shadowed-match');
  expect(codes).toContain('lint/isolated-route');
  expect(codes).toContain('lint/shared-hostname');
});
