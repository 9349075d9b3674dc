// Writes two generations in turn until it is killed, or a number of times. Run by tests as a process of its own.
import { readFileSync } from 'node:fs';
import { nodeFileSystem } from '../../../src/cli/output/file-system.ts';
import { writeOutput } from '../../../src/cli/output/write.ts';
import { planOf, surroundings } from '../../cli/support/generations.ts';

const [, , folder = '', generations = '', times = 'Infinity', first = '0'] = process.argv;
const texts = JSON.parse(readFileSync(generations, 'utf8')) as readonly Record<string, string>[];
const plans = texts.map(planOf);
process.stdout.write('writing');
for (let turn = 0; turn < Number(times); turn++) {
  const plan = plans[(turn + Number(first)) % plans.length];
  if (plan !== undefined) await writeOutput(folder, plan, surroundings(nodeFileSystem, 60_000));
}
