#!/usr/bin/env node
import { runProcess } from './run-process.ts';

void runProcess(process.argv.slice(2));
