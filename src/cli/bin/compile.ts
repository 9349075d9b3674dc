#!/usr/bin/env node
import { runProcess } from './run-process.ts';

// `compile ARGS` is `gatewright compile ARGS`.
void runProcess(['compile', ...process.argv.slice(2)]);
