import type { SessionPersistence } from '../../../ir/index.ts';
import { exact, type Support } from '../../../target/capability.ts';
import type { ChosenBackend } from '../../../target/feature.ts';
import { unsupported, worst } from '../../../target/verdict.ts';
import { isPrintable } from '../quote.ts';

export const sessionsInCookies: Support = {
  level: 'approximated',
  how: 'NGINX keeps no sessions: the client carries a name of its endpoint, and new clients are spread at random in steps of 0.01 %',
  differs:
    'absoluteTimeout is not enforced, only told to clients with a permanent cookie, and shares hold on average only',
};

export function judgeSessions(
  persistence: SessionPersistence,
  chosen: readonly ChosenBackend[],
): Support {
  return worst([judgeBackends(chosen), judgeNames(persistence), sessionsInCookies]);
}

function judgeBackends(chosen: readonly ChosenBackend[]): Support {
  return chosen.some(({ backend }) => backend?.address.kind === 'dns')
    ? unsupported('sessions need to know the endpoints: add EndpointSlices, or use --endpoint')
    : exact;
}

function judgeNames(persistence: SessionPersistence): Support {
  if (persistence.kind === 'header')
    return /^[A-Za-z0-9-]+$/.test(persistence.name)
      ? exact
      : unsupported('NGINX has variables only for header names of letters, digits and dashes');
  if (!isPrintable(persistence.name)) return unsupported('this is not the name of a cookie');
  return /^[!-:<-~]*$/.test(persistence.path)
    ? exact
    : unsupported('the path of a cookie cannot hold blanks, semicolons or control characters');
}
