import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { repository } from '../support/fixtures.ts';

function sources(folder: string): readonly { readonly file: string; readonly text: string }[] {
  return readdirSync(path.join(repository, folder), { recursive: true, encoding: 'utf8' })
    .filter(
      (file) => file.endsWith('.ts') && !file.endsWith('.test.ts') && !file.includes('generated'),
    )
    .map((file) => ({ file, text: readFileSync(path.join(repository, folder, file), 'utf8') }));
}

test('the IR has no proxy’s word in it', () => {
  const words = /\b(nginx|envoy|xds|upstream|cluster|location|server block|vhost)\b/i;
  expect(sources('src/ir').filter(({ text }) => words.test(text))).toEqual([]);
});

test('stages use no clock, no chance, no environment and no locale', () => {
  const impure =
    /\b(Date\.now|new Date\(\)|performance\.|Math\.random|process\.(?!\n)(?:env|argv|cwd|platform|hrtime)|localeCompare|toLocale|Intl\.)/;
  const stages = [
    'util',
    'source',
    'diagnostics',
    'model',
    'parse',
    'validate',
    'ir',
    'resolve',
    'target',
    'emit',
    'report',
    'lint',
    'upgrade',
    'status',
    'trace',
    'route-test',
    'inspect',
    'graph',
    'diff',
  ];
  const found = stages.flatMap((stage) =>
    sources(`src/${stage}`)
      .filter(({ text }) => impure.test(text))
      .map(({ file }) => `${stage}/${file}`),
  );
  expect(found).toEqual([]);
});
