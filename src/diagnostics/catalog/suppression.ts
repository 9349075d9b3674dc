import { entry } from '../catalog-entry.ts';

const example =
  'rules:\n  - backendRefs:\n      # gatewright-ignore resolve/backend-not-found made by the operator\n      - {name: shop, port: 80}';

/** Findings about comments that take findings away. */
export const suppressionCodes = {
  'suppression/no-reason': entry<{ readonly code: string }>({
    severity: 'error',
    message: (a) => `ignoring ${a.code} needs a reason`,
    effect: () => 'The comment has no effect.',
    condition: null,
    explain: {
      cause: 'A finding that is ignored without a reason cannot be reviewed.',
      fix: 'Write the reason behind the code.',
      example,
    },
  }),
  'suppression/unknown-code': entry<{ readonly code: string }>({
    severity: 'error',
    message: (a) => `there is no finding ${a.code} to ignore`,
    effect: () => 'The comment has no effect.',
    condition: null,
    explain: {
      cause: 'The comment names a code that gatewright does not have.',
      fix: 'Copy the code from the finding; gatewright explain lists all of them.',
      example,
    },
  }),
  'suppression/not-allowed': entry<{ readonly code: string }>({
    severity: 'error',
    message: (a) => `${a.code} cannot be ignored`,
    effect: () => 'The comment has no effect.',
    condition: null,
    explain: {
      cause:
        'What cannot be read is not understood either: ignoring it would drop a manifest without a word. What a KRM function cannot hand over stands at no line.',
      fix: 'Correct the manifest, or leave the file out of the input.',
      example: 'gatewright validate manifests/',
    },
  }),
  'suppression/unused': entry<{ readonly code: string }>({
    severity: 'warning',
    message: (a) => `there is no ${a.code} on the next line to ignore`,
    effect: null,
    condition: null,
    explain: {
      cause:
        'The finding has been corrected, or the comment stands at another line than the finding.',
      fix: 'Remove the comment, or put it directly above the line that the finding names.',
      example,
    },
  }),
};
