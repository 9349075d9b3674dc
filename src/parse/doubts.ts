import type { Code } from '../diagnostics/catalog.ts';

/**
 * Findings about text that Kubernetes reads without a word, but that others read differently, or that people do.
 * All other findings of this stage mean that a document is refused.
 */
export const doubts: readonly Code[] = [
  'parse/ambiguous-scalar',
  'parse/hidden-character',
  'parse/hidden-line-break',
  'parse/ignored-text',
  'parse/integer-precision',
  'parse/tag',
];
