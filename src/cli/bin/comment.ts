import { readFileSync } from 'node:fs';
import { commentOn } from '../comment.ts';

// For action.yml: keeps one comment of a pull request up to date.
const [file = ''] = process.argv.slice(2);
const outcome = await commentOn(readFileSync(file, 'utf8'), process.env, fetch);
process.stdout.write(`${outcome.message}\n`);
process.exitCode = outcome.failed ? 1 : 0;
