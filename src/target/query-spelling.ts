import { exact, type Support } from './capability.ts';

/**
 * Query parameters are compared as they were sent, on every target, so that all choose the same rule: neither proxy
 * decodes them, and a client may write one value in many ways.
 */
export const undecodedQuery: Support = {
  level: 'approximated',
  how: 'the parameter is compared as it was sent, before percent-decoding',
  differs:
    'a value with other characters than letters, digits and -._~ matches in one spelling only',
};

/** Exact for values that have one spelling. */
export function judgeSpelling(value: string): Support {
  return /^[A-Za-z0-9\-._~]*$/.test(value) ? exact : undecodedQuery;
}
