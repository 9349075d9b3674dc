import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { diagnosticsDocument } from '../../src/diagnostics-document.ts';
import { supportDocument } from '../../src/support-document.ts';
import { repository } from '../support/fixtures.ts';

const read = (file: string) => readFileSync(path.join(repository, file), 'utf8');

test('SUPPORT.md says what the capability tables say', async () => {
  await expect(supportDocument()).toMatchFileSnapshot(path.join(repository, 'SUPPORT.md'));
});

test('DIAGNOSTICS.md says what the catalog says', async () => {
  await expect(diagnosticsDocument()).toMatchFileSnapshot(path.join(repository, 'DIAGNOSTICS.md'));
});

test.each(['ARCHITECTURE.md', 'CONTRIBUTING.md', 'README.md'])(
  '%s names only what exists',
  (file) => {
    const named = [...read(file).matchAll(/`((?:src|schemas|templates|fixtures|test)\/[\w./-]*)`/g)]
      .map(([, name]) => name ?? '')
      .filter((name) => !/<|\/x\.ts$/.test(name));
    expect(named.length).toBeGreaterThan(0);
    expect(named.filter((name) => !existsSync(path.join(repository, name)))).toEqual([]);
  },
);

test.each(['ARCHITECTURE.md', 'CONTRIBUTING.md', 'README.md'])(
  'links of %s lead somewhere',
  (file) => {
    const links = [...read(file).matchAll(/\]\((?!https?:)([^)#]+)\)/g)].map(
      ([, link]) => link ?? '',
    );
    expect(links.filter((link) => !existsSync(path.join(repository, link)))).toEqual([]);
  },
);
