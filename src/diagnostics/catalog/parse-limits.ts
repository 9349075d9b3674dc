import { entry } from '../catalog-entry.ts';

const leftOut = (): string => 'The document is left out.';

/** Findings about input that is larger than what the reader takes on. */
export const parseLimitCodes = {
  'parse/too-deep': entry<{ readonly most: number }>({
    severity: 'error',
    message: (a) => `more than ${String(a.most)} levels of lists and mappings`,
    effect: leftOut,
    condition: null,
    explain: {
      cause: 'The document is nested far deeper than any Kubernetes object is.',
      fix: 'Remove the needless levels.',
      example: 'spec:\n  rules:\n    - matches:\n        - path: {value: /}',
    },
  }),
  'parse/too-large': entry<{ readonly what: string; readonly most: number }>({
    severity: 'error',
    message: (a) =>
      `the ${a.what} is larger than ${String(a.most)} ${a.what === 'document' ? 'tokens' : 'characters'}`,
    effect: (a) => `The ${a.what === 'file' ? 'file' : 'document'} is left out.`,
    condition: null,
    explain: {
      cause: 'Input of this size is refused, so that a hostile file cannot use up the memory.',
      fix: 'Split the file; the API server takes no object above 1.5 MB, either.',
      example: 'gatewright compile manifests/ -o out',
    },
  }),
  'parse/input-too-large': entry<{ readonly most: number }>({
    severity: 'error',
    message: (a) => `the files are larger than ${String(a.most)} characters together`,
    effect: () => 'The files after that are not read.',
    condition: null,
    explain: {
      cause: 'Input of this size is refused, so that a hostile file cannot use up the memory.',
      fix: 'Compile fewer files in one run.',
      example: 'gatewright compile teams/shop -o out',
    },
  }),
  'parse/too-many-documents': entry<{ readonly most: number }>({
    severity: 'error',
    message: (a) => `more than ${String(a.most)} objects`,
    effect: () => 'The objects after that are not read.',
    condition: null,
    explain: {
      cause: 'Input of this size is refused, so that a hostile file cannot use up the memory.',
      fix: 'Compile fewer objects in one run.',
      example: 'gatewright compile teams/shop -o out',
    },
  }),
  'parse/too-many-aliases': entry<{ readonly most: number }>({
    severity: 'error',
    message: (a) => `more than ${String(a.most)} aliases in one document`,
    effect: leftOut,
    condition: null,
    explain: {
      cause: 'Aliases (*name) repeat values, and many of them can make a small file huge.',
      fix: 'Write the values out, or split the document.',
      example: 'hostnames: ["*.example.com"]   # quoted, this is no alias',
    },
  }),
  'parse/alias-expansion': entry<{ readonly most: number }>({
    severity: 'error',
    message: (a) => `aliases add more than ${String(a.most)} values to the document`,
    effect: leftOut,
    condition: null,
    explain: {
      cause: 'Aliases repeat values that hold aliases themselves, which makes a small file huge.',
      fix: 'Write the values out, or split the document.',
      example: 'a: &a [x]\nb: [*a, *a]',
    },
  }),
  'parse/more-findings': entry<{ readonly listed: number }>({
    severity: 'error',
    message: (a) => `there are more findings like the ${String(a.listed)} before`,
    effect: null,
    condition: null,
    explain: {
      cause: 'So many findings of one document are not listed one by one.',
      fix: 'Correct those that are listed and run again.',
      example: 'gatewright compile manifests/ -o out',
    },
  }),
} as const;
