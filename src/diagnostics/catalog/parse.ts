import { parseLimitCodes } from './parse-limits.ts';
import { parseValueCodes } from './parse-values.ts';
import { entry } from '../catalog-entry.ts';

const leftOut = (): string => 'The document is left out.';

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
    message: () => 'this line starts with --- but separates no documents for kubectl',
    effect: () => 'The document before the line is left out.',
    condition: null,
    explain: {
      cause:
        'kubectl takes every line that starts with --- for a separator, and refuses it when anything but blanks or a comment follows.',
      fix: 'Write --- on a line of its own, and the document below it.',
      example: '---\napiVersion: v1\nkind: Service',
    },
  }),
  'parse/directive': entry({
    severity: 'error',
    message: () => 'kubectl does not read YAML directives',
    effect: leftOut,
    condition: null,
    explain: {
      cause:
        'A line that starts with % is a YAML directive. kubectl cuts the file at the --- that has to follow it, so the directive stands alone and is an error.',
      fix: 'Remove the line; Kubernetes reads one dialect of YAML only.',
      example: '---   # no %YAML 1.2 above\napiVersion: v1',
    },
  }),
  'parse/ignored-text': entry({
    severity: 'error',
    message: () => 'Kubernetes does not read what follows here',
    effect: () => 'Only the part above is used, as in a cluster.',
    condition: null,
    explain: {
      cause:
        'The YAML document ends above (at a line with ..., or at a --- after a line break that only YAML readers see), and kubectl reads one document from each part between separators.',
      fix: 'Separate documents by a line with ---.',
      example: 'kind: Service\n---\nkind: HTTPRoute',
    },
  }),
  'parse/control-character': entry<{ readonly character: string }>({
    severity: 'error',
    message: (a) => `the character ${a.character} is not allowed`,
    effect: leftOut,
    condition: null,
    explain: {
      cause: 'Control characters and halves of characters are no YAML, and terminals act on them.',
      fix: 'Remove the character, or write it as an escape in double quotes.',
      example: 'value: "tab:\\t bell:\\a"',
    },
  }),
  'parse/hidden-line-break': entry<{ readonly character: string }>({
    severity: 'error',
    message: (a) => `the character ${a.character} is a line break for Kubernetes only`,
    effect: () => 'The document is read with a line break here, as in a cluster.',
    condition: null,
    explain: {
      cause:
        'The API server’s YAML reader ends a line, and a comment, at this character. Editors and reviews mostly do not show that, so it can hide live fields in a comment.',
      fix: 'Use ordinary line breaks, or write the character as an escape in double quotes.',
      example: 'value: "one\\u2028two"',
    },
  }),
  'parse/hidden-character': entry<{ readonly character: string }>({
    severity: 'error',
    message: (a) => `the invisible character ${a.character} can make the text look different`,
    effect: () => 'The character is kept.',
    condition: null,
    explain: {
      cause:
        'Marks of text direction and byte order are not shown, and can make a reviewer see another text than the cluster reads.',
      fix: 'Remove the character, or write it as an escape in double quotes.',
      example: 'description: "\\u202bעברית\\u202c"',
    },
  }),
  'parse/not-an-object': entry({
    severity: 'error',
    message: () => 'the document is not an object',
    effect: leftOut,
    condition: null,
    explain: {
      cause: 'A manifest is a mapping with apiVersion, kind and metadata; this is something else.',
      fix: 'Write the object’s fields at the top level, or separate documents by ---.',
      example: 'apiVersion: v1\nkind: Service\nmetadata:\n  name: shop',
    },
  }),
  'parse/list-item': entry<{ readonly item: number }>({
    severity: 'error',
    message: (a) => `items[${String(a.item)}] of the List is not an object`,
    effect: () => 'The item is left out.',
    condition: null,
    explain: {
      cause: 'The items of a List are objects like any manifest.',
      fix: 'Write an object, or remove the item.',
      example: 'kind: List\napiVersion: v1\nitems:\n  - apiVersion: v1\n    kind: Service',
    },
  }),
  ...parseValueCodes,
  ...parseLimitCodes,
} as const;
