import { runProcess } from './run-process.ts';

// `compile ARGS` is `gatewright compile ARGS`.
export const run = (): Promise<void> => runProcess(['compile', ...process.argv.slice(2)]);
