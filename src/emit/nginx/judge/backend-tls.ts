import type { Support } from '../../../target/capability.ts';
import { unsupported } from '../../../target/verdict.ts';

export const otherNames = unsupported(
  'NGINX verifies the one name that it sends as SNI: no other, no second one, and no URI; --nginx-backend-verification hostname-only makes do with that name',
);

/** What `hostname-only` asks for. */
export const hostnameInstead: Support = {
  level: 'approximated',
  how: 'NGINX verifies validation.hostname instead, as --nginx-backend-verification hostname-only says',
  differs:
    'a backend that has none of subjectAltNames passes for right where its certificate has the hostname, and one without the hostname gets no requests',
};
