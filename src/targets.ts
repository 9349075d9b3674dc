import type { TargetName } from './diagnostics/diagnostic.ts';
import { envoy } from './emit/envoy/index.ts';
import { nginx } from './emit/nginx/index.ts';
import type { Target } from './target/target.ts';

/** Every kind of proxy that can be compiled for, in the order of output. */
export const targets: Readonly<Record<TargetName, Target>> = { nginx, envoy };
