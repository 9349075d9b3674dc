import { runProcess } from './run-process.ts';

/** Once for each time that somebody loads the program (`load.cjs`). */
export const run = (): Promise<void> => runProcess(process.argv.slice(2));
export { runProcess };
