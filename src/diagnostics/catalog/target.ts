import { entry } from '../catalog-entry.ts';

/** Findings about what a proxy can do. The prose comes from the target's capability table. */
export const targetCodes = {
  'target/approximated': entry<{
    readonly target: string;
    readonly feature: string;
    readonly how: string;
    readonly differs: string;
  }>({
    severity: 'approximated',
    message: (a) => `${a.target}: ${a.how}`,
    effect: (a) => a.differs,
    condition: null,
    explain: {
      cause:
        'The proxy cannot do this exactly as Gateway API describes it; SUPPORT.md tells the difference.',
      fix: 'Accept the difference, choose the other target, or fail the run with --fail-on approximated.',
      example: 'gatewright compile --fail-on approximated manifests/ -o out',
    },
  }),
  'target/unsupported': entry<{
    readonly target: string;
    readonly feature: string;
    readonly why: string;
    readonly instead: string;
  }>({
    severity: 'error',
    message: (a) => `${a.target}: ${a.why}`,
    effect: (a) => a.instead,
    condition: { type: 'Accepted', status: 'False', reason: 'UnsupportedValue' },
    explain: {
      cause:
        'The proxy has no way to do this; serving the rule without it could be wrong or unsafe.',
      fix: 'Change the field, choose the other target, or compile the rest with --keep-going.',
      example: 'gatewright compile --target envoy manifests/ -o out',
    },
  }),
} as const;
