import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { temporaryFolder } from './temporary-folder.ts';

/** A repository that Git itself writes, for tests of our reader. */
export interface TestRepository {
  readonly folder: string;
  readonly git: (...args: readonly string[]) => string;
  /** Writes files (null removes one), commits everything, and gives the commit's id. */
  readonly commit: (files: Readonly<Record<string, string | null>>) => string;
}

const identity = {
  GIT_AUTHOR_NAME: 'a',
  GIT_AUTHOR_EMAIL: 'a@example.com',
  GIT_COMMITTER_NAME: 'a',
  GIT_COMMITTER_EMAIL: 'a@example.com',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_CONFIG_GLOBAL: '/dev/null',
};

/** @param folder - of its own; one for the running test unless it is given */
export function makeRepository(folder = temporaryFolder()): TestRepository {
  const git = (...args: readonly string[]): string =>
    execFileSync('git', [...args], {
      cwd: folder,
      env: { PATH: process.env['PATH'] ?? '', HOME: folder, ...identity },
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
    }).trim();
  git('init', '-q', '-b', 'main');
  return {
    folder,
    git,
    commit: (files) => {
      for (const [name, text] of Object.entries(files)) {
        const path = join(folder, name);
        if (text === null) rmSync(path);
        else {
          mkdirSync(dirname(path), { recursive: true });
          writeFileSync(path, text);
        }
      }
      git('add', '-A');
      git('commit', '-q', '--allow-empty', '-m', 'change');
      return git('rev-parse', 'HEAD');
    },
  };
}
