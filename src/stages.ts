/**
 * The stages of `compile` one by one, for benchmarks and for tests across stages. Not part of the package's
 * interface.
 */
export { loadAssets } from './assets/load.ts';
export { locate } from './diagnostics/located.ts';
export { makeLocator, parseFiles } from './parse/index.ts';
export { resolve } from './resolve/index.ts';
export { checkCapabilities } from './target/check.ts';
export { targets } from './targets.ts';
export { findUnsupported, validate } from './validate/index.ts';
