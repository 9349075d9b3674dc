import { entry } from '../catalog-entry.ts';

type InRelease = { readonly release: string };

/** What `validate --upgrade-to` says of manifests that are right today. */
export const upgradeCodes = {
  'upgrade/renamed': entry<InRelease & { readonly what: string; readonly becomes: string }>({
    severity: 'error',
    message: (a) => `Gateway API ${a.release} has no ${a.what}; write ${a.becomes}`,
    effect: null,
    condition: null,
    explain: {
      cause: 'The later release calls the kind, the version or the field by another name.',
      fix: 'Write the new name, before the CRDs are replaced if both releases know it, else together with them.',
      example: 'gatewright validate --gateway-api-version 1.4 --upgrade-to 1.7 manifests/',
    },
  }),
  'upgrade/removed': entry<InRelease & { readonly what: string }>({
    severity: 'error',
    message: (a) => `Gateway API ${a.release} has no ${a.what}`,
    effect: null,
    condition: null,
    explain: {
      cause: 'The later release no longer has the kind or the field, and nothing took its place.',
      fix: 'Remove it before the CRDs are replaced.',
      example: 'gatewright validate --gateway-api-version 1.5 --upgrade-to 1.7 manifests/',
    },
  }),
  'upgrade/refused': entry<InRelease & { readonly problem: string }>({
    severity: 'error',
    message: (a) => `Gateway API ${a.release} refuses this: ${a.problem}`,
    effect: null,
    condition: null,
    explain: {
      cause: 'The later release checks something that the earlier one did not.',
      fix: 'Change the manifest so that both releases accept it.',
      example: 'gatewright validate --gateway-api-version 1.0 --upgrade-to 1.7 manifests/',
    },
  }),
  'upgrade/default-changed': entry<
    InRelease & { readonly field: string; readonly was: string; readonly is: string }
  >({
    severity: 'warning',
    message: (a) =>
      `${a.field} is not written: Gateway API ${a.release} stores ${a.is}, where it was ${a.was}`,
    effect: null,
    condition: null,
    explain: {
      cause: 'The later release has another default for a field that the manifest leaves out.',
      fix: 'Write the value that is meant.',
      example: 'retry:\n  attempts: 1',
    },
  }),
};
