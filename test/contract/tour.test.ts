import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { repository } from '../support/fixtures.ts';
import { play, sessionsOf, withSessions, type Session } from '../support/tour.ts';

/** Documents whose `console` blocks are played, in order, in a folder that holds a copy of `fixtures/`. */
const documents = ['README.md'];

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'gatewright-tour-'));
  cpSync(path.join(repository, 'fixtures'), path.join(folder, 'fixtures'), {
    recursive: true,
    filter: (source) => path.basename(source) !== 'corpus',
  });
});

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

// `npm run golden` writes the document anew.
test.each(documents)('the commands in %s print what it says', async (document) => {
  const file = path.join(repository, document);
  const markdown = readFileSync(file, 'utf8');
  const played: Session[] = [];
  for (const session of sessionsOf(markdown)) played.push(await play(session, folder));
  expect(played.length).toBeGreaterThan(0);
  await expect(withSessions(markdown, played)).toMatchFileSnapshot(file);
});
