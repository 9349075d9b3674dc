import type { BackendTls } from '../../../ir/index.ts';
import { exact, type Support } from '../../../target/capability.ts';
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

export const rootsOnly: Support = {
  level: 'approximated',
  how: 'NGINX trusts an authority only with all that have certified it, up to one that certifies itself; not all of these are given',
  differs: 'what such an authority has certified passes for wrong, and gets no requests',
};

export function judgeBackendTls({ trust }: BackendTls): Support {
  return trust.kind === 'bundle' && trust.anchors === 'rootless' ? rootsOnly : exact;
}
