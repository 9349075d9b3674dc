#!/usr/bin/env node
import { runProcess } from './run-process.ts';

// `compile ARGS` is `gatewright compile ARGS`.
await runProcess(['compile', ...process.argv.slice(2)]);
