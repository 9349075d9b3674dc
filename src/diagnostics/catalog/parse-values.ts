import { entry } from '../catalog-entry.ts';

const leftOut = (): string => 'The document is left out.';

/** Findings about keys, values, anchors and tags of YAML. */
export const parseValueCodes = {
  'parse/duplicate-key': entry<{ readonly key: string }>({
    severity: 'error',
    message: (a) => `the key ${JSON.stringify(a.key)} is already set in this mapping`,
    effect: leftOut,
    condition: null,
    explain: {
      cause:
        'A mapping has the same key twice, also when they are written differently (1 and "1"). kubectl would silently use the last one.',
      fix: 'Keep one of them.',
      example: 'metadata:\n  name: shop',
    },
  }),
  'parse/key': entry({
    severity: 'error',
    message: () => 'a key must be a text',
    effect: leftOut,
    condition: null,
    explain: {
      cause: 'The key is null, a list or a mapping, which no field of an object can be.',
      fix: 'Write a name before the colon, in quotes if it is meant literally.',
      example: 'labels:\n  "null": "yes"',
    },
  }),
  'parse/unknown-alias': entry<{ readonly alias: string }>({
    severity: 'error',
    message: (a) => `there is no anchor &${a.alias} above`,
    effect: leftOut,
    condition: null,
    explain: {
      cause:
        'An alias (*name) repeats the value that an anchor (&name) marks earlier in the same document.',
      fix: 'Define the anchor first, or put the text into quotes if no alias is meant.',
      example: 'hostnames: ["*.example.com"]',
    },
  }),
  'parse/recursive-alias': entry<{ readonly alias: string }>({
    severity: 'error',
    message: (a) => `the value of the anchor &${a.alias} contains itself`,
    effect: leftOut,
    condition: null,
    explain: {
      cause: 'An alias stands inside the value that it repeats, so the value would have no end.',
      fix: 'Write the inner value out.',
      example: 'a: &a {name: x}\nb: *a',
    },
  }),
  'parse/tag': entry<{ readonly tag: string }>({
    severity: 'error',
    message: (a) => `the tag ${a.tag} means nothing here`,
    effect: () => 'The value is read as Kubernetes reads it, which mostly ignores the tag.',
    condition: null,
    explain: {
      cause:
        'Only !!str, !!int, !!float, !!bool, !!null, !!map and !!seq say what they seem to say. Kubernetes ignores other tags silently, or decodes them (!!binary).',
      fix: 'Remove the tag and write the value in the form you mean, text in quotes.',
      example: 'name: "12"',
    },
  }),
  'parse/ambiguous-scalar': entry<{ readonly text: string; readonly reading: string }>({
    severity: 'error',
    message: (a) =>
      `${JSON.stringify(a.text)} without quotes is ${a.reading} to Kubernetes, but not to every YAML reader`,
    effect: (a) => `It is read as ${a.reading}, as in a cluster.`,
    condition: null,
    explain: {
      cause:
        'YAML 1.1, YAML 1.2 and the library that Kubernetes uses read this differently: yes and y are true only in 1.1, 010 is 8 or 10, 1_000 a number or a text, 1:30 a text or 90.',
      fix: 'Put texts into quotes; write true or false, and numbers in plain decimal.',
      example: 'allowCredentials: true\nname: "010"',
    },
  }),
  'parse/integer-precision': entry<{ readonly text: string }>({
    severity: 'error',
    message: (a) => `the integer ${a.text} is too large to be read exactly`,
    effect: () => 'The last digits are lost.',
    condition: null,
    explain: {
      cause: 'Integers above 9007199254740991 do not survive in the numbers of JSON.',
      fix: 'Put the value into quotes where a text is meant; no Gateway API field is that large.',
      example: 'annotations:\n  build: "20261123101500123456"',
    },
  }),
  'parse/not-finite': entry<{ readonly text: string }>({
    severity: 'error',
    message: (a) => `${a.text} is not a number that an object can hold`,
    effect: leftOut,
    condition: null,
    explain: {
      cause: 'Infinity and NaN have no form in JSON, so the API server refuses them.',
      fix: 'Write a finite number, or put the value into quotes where a text is meant.',
      example: 'value: ".inf"',
    },
  }),
} as const;
