// Writes two generations in turn until it is killed. Run by kill.test.ts as a process of its own.
import { nodeFileSystem } from '../../../src/cli/output/file-system.ts';
import { writeOutput } from '../../../src/cli/output/write.ts';
import { planOf, surroundings } from './generations.ts';

const [, , folder = '', ...generations] = process.argv;
const plans = generations.map((text) => planOf(JSON.parse(text) as Record<string, string>));
process.stdout.write('writing');
for (;;)
  for (const plan of plans) await writeOutput(folder, plan, surroundings(nodeFileSystem, 1000));
