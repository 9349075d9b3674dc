import { runProcess } from './run-process.ts';

/** For those that load the program instead of running it. */
export const done = runProcess(process.argv.slice(2));
export { runProcess };
