import { connectionKey, type SessionPersistence } from '../../../ir/index.ts';
import { exact, type Support } from '../../../target/capability.ts';
import type { ChosenBackend } from '../../../target/feature.ts';
import { unsupported, worst } from '../../../target/verdict.ts';

export const sessionsInCookies: Support = {
  level: 'approximated',
  how: 'Envoy keeps no sessions: the client carries the endpoint, and its cookie ends the session',
  differs: 'absoluteTimeout of a session cookie or of a header is not enforced',
};

export function judgeSessions(
  persistence: SessionPersistence,
  chosen: readonly ChosenBackend[],
): Support {
  return worst([judgeTogether(chosen), judgeTimeout(persistence), judgePath(persistence)]);
}

/** Sessions need the endpoints of all backends in one cluster, which speaks one protocol. */
function judgeTogether(chosen: readonly ChosenBackend[]): Support {
  const valid = chosen.flatMap(({ reference, backend }) =>
    backend === null ? [] : [{ reference, backend }],
  );
  if (valid.length < 2) return exact;
  if (valid.some(({ reference }) => reference.filters.length > 0))
    return unsupported('sessions cannot be kept among backends with filters of their own');
  const connections = valid.map(({ backend }) =>
    JSON.stringify([connectionKey(backend), backend.retryBudget]),
  );
  return new Set(connections).size > 1
    ? unsupported(
        'sessions cannot be kept among backends with different protocols, TLS settings or retry budgets',
      )
    : exact;
}

function judgeTimeout(persistence: SessionPersistence): Support {
  if (persistence.absoluteTimeout === null) return exact;
  return persistence.kind === 'cookie' && persistence.maxAge !== null ? exact : sessionsInCookies;
}

/** Envoy prints both as they are, into a header. */
function judgePath(persistence: SessionPersistence): Support {
  if (persistence.kind === 'header') return exact;
  return /^[!-:<-~]*$/.test(persistence.path)
    ? exact
    : unsupported('the path of a cookie cannot hold blanks, semicolons or control characters');
}
