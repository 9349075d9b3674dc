import { entry } from '../catalog-entry.ts';

const listenersLeftOut = () =>
  'The listeners that it is for are left out: nothing listens for them.';

/** Findings about how listeners end TLS. */
export const tlsCodes = {
  'resolve/client-authority-kind': entry<{ readonly kind: string }>({
    severity: 'error',
    message: (a) => `authorities of clients cannot be read from ${a.kind}`,
    effect: () => 'The reference is left out.',
    condition: { type: 'ResolvedRefs', status: 'False', reason: 'InvalidCACertificateKind' },
    explain: {
      cause: 'A caCertificateRef of tls.frontend names a kind that gatewright does not read.',
      fix: 'Use a ConfigMap with a key ca.crt, or a ClusterTrustBundle.',
      example: 'caCertificateRefs:\n  - { group: "", kind: ConfigMap, name: clients-ca }',
    },
  }),
  'resolve/no-client-authority': entry({
    severity: 'error',
    message: () => 'none of the authorities of clients can be used',
    effect: listenersLeftOut,
    condition: { type: 'Accepted', status: 'False', reason: 'NoValidCACertificate' },
    explain: {
      cause:
        'All caCertificateRefs of a validation in tls.frontend are invalid; the findings beside this one say why. Nobody is let in unverified instead (GEP-91).',
      fix: 'Correct one of the references.',
      example:
        'tls:\n  frontend:\n    default:\n      validation:\n        caCertificateRefs: [{ group: "", kind: ConfigMap, name: clients-ca }]',
    },
  }),
  'resolve/client-validation-unused': entry<{ readonly which: string }>({
    severity: 'warning',
    message: (a) => `${a.which} ends TLS under this validation`,
    effect: () => 'It verifies nobody.',
    condition: null,
    explain: {
      cause:
        'tls.frontend is for listeners that end TLS: those of HTTPS, and those of TLS with mode Terminate. A port of perPort takes its listeners out of default.',
      fix: 'Correct the port, or remove the entry.',
      example: 'perPort:\n  - port: 8443\n    tls: {}   # no validation on this port',
    },
  }),
  'resolve/insecure-client-validation': entry({
    severity: 'warning',
    message: () =>
      'AllowInsecureFallback lets every client in, with or without a valid certificate',
    effect: () => 'Backends have to tell friend from foe themselves.',
    condition: {
      type: 'InsecureFrontendValidationMode',
      status: 'True',
      reason: 'ConfigurationChanged',
    },
    explain: {
      cause: 'The mode is for tests and for moving to client certificates step by step (GEP-91).',
      fix: 'Use AllowValidOnly, which is the default.',
      example: 'validation:\n  mode: AllowValidOnly',
    },
  }),
  'resolve/invalid-listener-option': entry<{ readonly key: string; readonly problem: string }>({
    severity: 'error',
    message: (a) => `the option ${a.key} ${a.problem}`,
    effect: () =>
      'The listener is left out: the option may ask for more safety than is given here.',
    condition: { type: 'Accepted', status: 'False', reason: 'UnsupportedValue' },
    explain: {
      cause:
        'tls.options holds a key that gatewright does not know, or a value that the key cannot have.',
      fix: 'Use the keys of README.md, or leave the option out.',
      example: 'tls:\n  options:\n    gatewright.dev/tls-min-version: "1.3"',
    },
  }),
} as const;
