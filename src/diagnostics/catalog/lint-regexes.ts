import { entry } from '../catalog-entry.ts';

/** Findings about regular expressions that this compiler takes and other implementations may not. */
export const lintRegexCodes = {
  'lint/regex-refused': entry<{ readonly reason: string }>({
    severity: 'warning',
    message: (a) => `the expression is not RE2 syntax: ${a.reason}`,
    effect: () => 'Implementations with RE2, such as Envoy, refuse the rule.',
    condition: null,
    explain: {
      cause:
        'Gateway API leaves the dialect of expressions to the implementation. RE2 has neither look-around nor back-references.',
      fix: 'Write the expression in RE2 syntax, which PCRE understands too.',
      example: 'path: { type: RegularExpression, value: "/items/[0-9]+" }',
    },
  }),
  'lint/regex-differs': entry<{
    readonly construct: string;
    readonly re2: string;
    readonly pcre: string;
  }>({
    severity: 'info',
    message: (a) =>
      `${a.construct} means two things: ${a.re2} in RE2, ${a.pcre} in PCRE; it is compiled as RE2`,
    effect: null,
    condition: null,
    explain: {
      cause: 'Implementations that hand the expression to PCRE as it is match other requests.',
      fix: 'Write out the characters that are meant.',
      example: 'value: "/a[\\\\t ]+b"   # instead of \\s',
    },
  }),
  'lint/regex-backtracks': entry({
    severity: 'info',
    message: () => 'an engine that backtracks can need very long for this expression',
    effect: () =>
      'NGINX gives up after a limit, and the request does not match; Envoy is not affected.',
    condition: null,
    explain: {
      cause:
        'Several repeats can share the same input in many ways, and PCRE tries one after the other.',
      fix: 'Let at most one repeat without limit stand in the expression, or let the characters of neighbouring repeats differ.',
      example: 'value: "/files/.*"   # instead of "/(.*)/(.*)"',
    },
  }),
} as const;
