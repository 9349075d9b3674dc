import { entry } from '../catalog-entry.ts';

/** Findings about files and YAML, before anything is known of the objects in them. */
export const parseCodes = {
  'parse/syntax': entry<{ readonly problem: string }>({
    severity: 'error',
    message: (a) => a.problem,
    effect: () => 'The document is left out.',
    condition: null,
    explain: {
      cause: 'The text is not YAML (or JSON) that Kubernetes can read.',
      fix: 'Correct the syntax at the place shown.',
      example: 'metadata:\n  name: shop   # a space after the colon, indented by spaces',
    },
  }),
} as const;
