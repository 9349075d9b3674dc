import { entry } from '../catalog-entry.ts';

/** Findings about TLS certificates. They never quote what a Secret holds. */
export const secretCodes = {
  'secret/kind': entry<{ readonly kind: string }>({
    severity: 'error',
    message: (a) => `certificateRefs of kind ${a.kind} are not supported`,
    effect: () => 'The certificate is not used.',
    condition: { type: 'ResolvedRefs', status: 'False', reason: 'InvalidCertificateRef' },
    explain: {
      cause: 'A listener’s certificate must be a Secret.',
      fix: 'Refer to a Secret of type kubernetes.io/tls.',
      example: 'certificateRefs:\n  - name: example-com',
    },
  }),
  'secret/not-found': entry<{ readonly secret: string; readonly producer: string }>({
    severity: 'error',
    message: (a) =>
      a.producer === ''
        ? `Secret ${a.secret} is not in the input`
        : `Secret ${a.secret} is not in the input; ${a.producer} creates it in the cluster`,
    effect: () => 'The certificate is not used.',
    condition: { type: 'ResolvedRefs', status: 'False', reason: 'InvalidCertificateRef' },
    explain: {
      cause:
        'The certificate’s Secret is not among the manifests, as repositories rarely hold Secrets.',
      fix: 'Say where its files will be with --assume-secrets, or add the Secret.',
      example:
        'gatewright compile --assume-secrets "/etc/gatewright/tls/{namespace}/{name}/{key}" manifests/ -o out',
    },
  }),
  'secret/invalid': entry<{ readonly secret: string; readonly problem: string }>({
    severity: 'error',
    message: (a) => `Secret ${a.secret}: ${a.problem}`,
    effect: () => 'The certificate is not used.',
    condition: { type: 'ResolvedRefs', status: 'False', reason: 'InvalidCertificateRef' },
    explain: {
      cause: 'The Secret does not hold a certificate chain and its private key as PEM.',
      fix: 'Put the chain into tls.crt and the unencrypted key that belongs to it into tls.key.',
      example:
        'kubectl create secret tls example-com --cert=chain.pem --key=key.pem --dry-run=client -o yaml',
    },
  }),
  'secret/name': entry<{ readonly name: string }>({
    severity: 'error',
    message: (a) => `${JSON.stringify(a.name)} is not a name that a Secret can have`,
    effect: () => 'The certificate is not used.',
    condition: { type: 'ResolvedRefs', status: 'False', reason: 'InvalidCertificateRef' },
    explain: {
      cause: 'The name would become part of a path, and it is not a Kubernetes object name.',
      fix: 'Use lower-case letters, digits, hyphens and dots.',
      example: 'certificateRefs:\n  - name: example-com',
    },
  }),
} as const;
