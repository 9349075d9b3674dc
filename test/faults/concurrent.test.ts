import { once } from 'node:events';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readGeneration } from '../cli/support/generations.ts';
import { temporaryFolder } from '../cli/support/temporary-folder.ts';
import { buildWriter, generationTexts, type Writer } from './support/writer.ts';

const processes = 6;
const turns = 3;

/** Lets processes write one generation or the other at the same time. */
async function writeAtOnce(writer: Writer): Promise<readonly string[]> {
  const children = Array.from({ length: processes }, (_, index) => writer.start(turns, index % 2));
  return Promise.all(
    children.map(async (child) => {
      let errors = '';
      child.stderr?.setEncoding('utf8').on('data', (text: string) => (errors += text));
      const [code] = (await once(child, 'close')) as [number | null];
      return `${code ?? 'killed'} ${errors}`;
    }),
  );
}

test.each([
  ['a folder that is new', () => undefined],
  [
    'a folder with the lock of a process that was killed',
    (folder: string) => {
      mkdirSync(folder);
      const token = '00000000-0000-0000-0000-000000000000';
      const dead = { token, host: hostname(), pid: 2 ** 22 + 1, started: null, since: 0 };
      writeFileSync(join(folder, '.gatewright.lock'), JSON.stringify(dead));
      // And that of one that was killed while it took the lock over.
      const taker = { ...dead, token: '00000000-0000-0000-0000-000000000001' };
      writeFileSync(join(folder, `.gatewright.lock.${token}.dead`), JSON.stringify(taker));
    },
  ],
])(
  `${processes} processes that write to %s at once leave one generation`,
  { timeout: 120_000 },
  async (_, prepare) => {
    const root = temporaryFolder();
    const folder = join(root, 'out');
    prepare(folder);
    const writer = await buildWriter(root, folder);
    expect(await writeAtOnce(writer)).toEqual(Array(processes).fill('0 '));
    expect(generationTexts).toContain(JSON.stringify(readGeneration(folder)));
    expect(readdirSync(folder).sort()).toEqual(['.gatewright.json', 'shop']);
  },
);
