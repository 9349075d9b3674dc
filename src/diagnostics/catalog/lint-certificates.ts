import { entry } from '../catalog-entry.ts';

type Validity = {
  readonly certificate: string;
  /** `2026-12-31`. */
  readonly date: string;
  readonly days: number;
};

const renew =
  'kubectl create secret tls example-com --cert=chain.pem --key=key.pem --dry-run=client -o yaml';

/** Findings about certificates that can be used and hardly should be. */
export const lintCertificateCodes = {
  'lint/certificate-expired': entry<Validity>({
    severity: 'warning',
    message: (a) => `the certificate of ${a.certificate} expired on ${a.date}`,
    effect: () => 'Clients refuse the connection.',
    condition: null,
    explain: {
      cause: 'The end of the certificate’s validity has passed.',
      fix: 'Put a new certificate into the Secret.',
      example: renew,
    },
  }),
  'lint/certificate-expires': entry<Validity>({
    severity: 'warning',
    message: (a) =>
      `the certificate of ${a.certificate} expires on ${a.date}, in ${String(a.days)} days`,
    effect: () => 'From then on clients refuse the connection.',
    condition: null,
    explain: {
      cause: 'The certificate is valid for less than --certificate-days (30) from now on.',
      fix: 'Put a new certificate into the Secret.',
      example: renew,
    },
  }),
  'lint/certificate-not-yet-valid': entry<Validity>({
    severity: 'warning',
    message: (a) => `the certificate of ${a.certificate} is not valid before ${a.date}`,
    effect: () => 'Until then clients refuse the connection.',
    condition: null,
    explain: {
      cause: 'The beginning of the certificate’s validity is yet to come.',
      fix: 'Use the certificate that is valid now, or wait.',
      example: renew,
    },
  }),
  'lint/certificate-hostname': entry<{ readonly hosts: string }>({
    severity: 'warning',
    message: (a) => `no certificate of the listener is for ${a.hosts}`,
    effect: () => 'Clients refuse the connection.',
    condition: null,
    explain: {
      cause:
        'Clients compare the hostname with the DNS names in the certificate (subjectAltName, RFC 9525), and none of them fits. A wildcard there stands for one label.',
      fix: 'Refer to a certificate with that name, or correct the hostname.',
      example:
        'hostname: "*.example.com"\ntls:\n  certificateRefs: [{ name: wildcard-example-com }]',
    },
  }),
} as const;
