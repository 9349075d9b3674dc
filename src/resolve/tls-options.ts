import type { CipherSuite, TlsParameters, TlsVersion } from '../ir/index.ts';

/** The keys that `tls.options` of listeners and `options` of BackendTLSPolicies may have (README, "TLS options"). */
export const tlsOptionKeys = {
  minimum: 'gatewright.dev/tls-min-version',
  maximum: 'gatewright.dev/tls-max-version',
  ciphers: 'gatewright.dev/tls-1.2-cipher-suites',
} as const;

export interface OptionProblem {
  readonly key: string;
  /** Continues a sentence about the option. */
  readonly problem: string;
}

/** What options ask for; with problems, not to be used. */
export interface TlsOptions {
  /** Null without options. */
  readonly parameters: TlsParameters | null;
  /** Sorted by key. */
  readonly problems: readonly OptionProblem[];
}

const versions: readonly TlsVersion[] = ['1.2', '1.3'];

const cipherSuites: readonly CipherSuite[] = [
  'TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256',
  'TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256',
  'TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384',
  'TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384',
  'TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256',
  'TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256',
];

/** Reads options; what gatewright does not know may ask for anything, so it is a problem too. */
export function readTlsOptions(options: Readonly<Record<string, string>>): TlsOptions {
  const entries = new Map(Object.entries(options).sort(([a], [b]) => (a < b ? -1 : 1)));
  if (entries.size === 0) return { parameters: null, problems: [] };
  const minimum = entries.get(tlsOptionKeys.minimum) ?? '1.2';
  const maximum = entries.get(tlsOptionKeys.maximum) ?? '1.3';
  const ciphers = entries.get(tlsOptionKeys.ciphers);
  const problems = [...entries].flatMap(([key, value]): readonly OptionProblem[] => {
    const problem = problemOf(key, value, { minimum, maximum });
    return problem === null ? [] : [{ key, problem }];
  });
  const wanted = listOf(ciphers ?? '');
  return {
    parameters: {
      minimum: isVersion(minimum) ? minimum : '1.3',
      maximum: isVersion(maximum) ? maximum : '1.3',
      // Their order means nothing, so that equal lists give equal configurations.
      ciphers: ciphers === undefined ? null : cipherSuites.filter((each) => wanted.includes(each)),
    },
    problems,
  };
}

interface Range {
  readonly minimum: string;
  readonly maximum: string;
}

function problemOf(key: string, value: string, { minimum, maximum }: Range): string | null {
  switch (key) {
    case tlsOptionKeys.minimum:
    case tlsOptionKeys.maximum:
      if (!isVersion(value)) return `must be "1.2" or "1.3"`;
      return isVersion(minimum) && isVersion(maximum) && minimum > maximum
        ? 'leaves no version: the minimum is above the maximum'
        : null;
    case tlsOptionKeys.ciphers: {
      const unknown = listOf(value).find((name) => !cipherSuites.some((each) => each === name));
      if (unknown !== undefined)
        return `must be a list of ${cipherSuites.join(', ')}, separated by commas`;
      return minimum === '1.3' ? 'is about TLS 1.2, which the minimum version rules out' : null;
    }
    default:
      return 'means nothing to gatewright';
  }
}

function isVersion(text: string): text is TlsVersion {
  return versions.some((version) => version === text);
}

function listOf(text: string): readonly string[] {
  return text.split(',').map((name) => name.trim());
}
