import { readFileSync } from 'node:fs';
import { terminal } from '../../diagnostics/render/escape.ts';
import { commentOn } from '../comment.ts';
import { nodeIo } from '../node-io.ts';

// For action.yml: keeps one comment of a pull request up to date.
async function run([file = '']: readonly string[]): Promise<void> {
  process.exitCode = 1;
  const outcome = await commentOn(readFileSync(file, 'utf8'), process.env, fetch);
  nodeIo().stdout.write(terminal`${outcome.message}\n`);
  process.exitCode = outcome.failed ? 1 : 0;
}

void run(process.argv.slice(2));
