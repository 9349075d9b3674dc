import { entry } from '../catalog-entry.ts';

const leftOut = () => 'The document is left out.';

/** Findings about files and YAML, before anything is known of the objects in them. */
export const parseCodes = {
  'parse/syntax': entry<{ readonly problem: string }>({
    severity: 'error',
    message: (a) => a.problem,
    effect: leftOut,
    condition: null,
    explain: {
      cause: 'The text is not YAML (or JSON) that Kubernetes can read.',
      fix: 'Correct the syntax at the place shown.',
      example: 'metadata:\n  name: shop   # a space after the colon, indented by spaces',
    },
  }),
  'parse/separator': entry({
    severity: 'error',
    message: () => 'a line that begins with --- may hold nothing else but a comment',
    effect: () => 'The line is left out.',
    condition: null,
    explain: {
      cause: 'kubectl splits files at such lines and refuses those that hold more.',
      fix: 'Put the document on the lines after ---, and indent --- inside of block text.',
      example: '---\nkind: Gateway',
    },
  }),
  'parse/duplicate-key': entry<{ readonly key: string }>({
    severity: 'error',
    message: (a) => `key ${JSON.stringify(a.key)} stands twice in one map`,
    effect: leftOut,
    condition: null,
    explain: {
      cause: 'Readers differ on which of the two counts; the API server refuses such a document.',
      fix: 'Remove one of them.',
      example: 'spec:\n  hostnames: [a.example.com]   # and not a second hostnames below',
    },
  }),
  'parse/ambiguous-scalar': entry<{ readonly text: string; readonly value: string }>({
    severity: 'error',
    message: (a) =>
      `unquoted ${a.text} means ${a.value} to Kubernetes and something else to other tools`,
    effect: () => 'It is read as Kubernetes reads it.',
    condition: null,
    explain: {
      cause: 'YAML 1.1, which Kubernetes reads, and YAML 1.2 understand this scalar differently.',
      fix: 'Quote it when it is text; write true, false or a plain decimal number otherwise.',
      example: 'country: "no"\nport: 8080',
    },
  }),
  'parse/forbidden-character': entry<{ readonly character: string }>({
    severity: 'error',
    message: (a) => `the character ${a.character} is not allowed in a manifest`,
    effect: leftOut,
    condition: null,
    explain: {
      cause:
        'Control, direction and unusual line-end characters make readers and reviewers see different texts.',
      fix: 'Remove the character, or write it as an escape in a double-quoted string.',
      example: 'description: "line one\\nline two"',
    },
  }),
  'parse/not-an-object': entry({
    severity: 'error',
    message: () => 'a manifest must be a map with apiVersion, kind and metadata',
    effect: leftOut,
    condition: null,
    explain: {
      cause: 'The document is a list or a single value.',
      fix: 'Write one object per document, separated by ---, or a kind: List with items.',
      example: 'apiVersion: gateway.networking.k8s.io/v1\nkind: Gateway',
    },
  }),
  'parse/too-large': entry<{ readonly what: string; readonly limit: number }>({
    severity: 'error',
    message: (a) => `the file has more than ${a.limit} ${a.what}`,
    effect: () => 'The rest of the file is left out.',
    condition: null,
    explain: {
      cause: 'Input is bounded so that no file can exhaust the machine that compiles it.',
      fix: 'Split the file.',
      example: 'gatewright compile part-1.yaml part-2.yaml',
    },
  }),
} as const;
