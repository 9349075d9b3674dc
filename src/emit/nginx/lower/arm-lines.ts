import type { Backend, Endpoint, Rule } from '../../../ir/index.ts';
import { directive, type Line, locationHead } from '../directive.ts';
import { planProxy, type ProxyPlan } from '../filters/index.ts';
import { comment, text, variable, word } from '../quote.ts';
import { afterAuth } from './after-auth.ts';
import { answerHeaders, corsHeaders } from './answer-headers.ts';
import { attemptLines, attemptsOf } from './attempts.ts';
import { authLines } from './auth-lines.ts';
import { backendTlsLines } from './backend-tls-lines.ts';
import type { Arm } from './backends.ts';
import { unavailable } from './grpc-answers.ts';
import { requestHeaderLines, withCopies } from './header-lines.ts';
import { mirrorLines } from './mirror-lines.ts';
import { passOf, passScheme, type Pass } from './pass.ts';
import { proxyPassLines, type Upstream } from './path-lines.ts';
import { chainedAttempts, chainTimes, type ChainedAttempts } from './retry-within.ts';
import type { RuleLines, RuleSurroundings } from './rule-surroundings.ts';

export interface ArmPlace {
  /** Unique among the arms of a server. */
  readonly name: string;
  /** Further changes to the response. */
  readonly told: readonly Line[];
  /** The only endpoint to use; null for all of the backend. */
  readonly endpoint: Endpoint | null;
}

/** A rule with what its own filters ask for together. */
export interface PlannedRule {
  readonly rule: Rule;
  readonly plan: ProxyPlan;
}

const none: RuleLines = { lines: [], others: [] };

/** What happens to requests once it is clear which backend they are for. */
export function armLines(
  { rule, plan: ofRule }: PlannedRule,
  arm: Arm,
  place: ArmPlace,
  around: RuleSurroundings,
): RuleLines {
  const own = arm.reference?.filters ?? [];
  const plan = own.length === 0 ? ofRule : planProxy([...rule.filters, ...own]);
  const ownHeaders = () => answerHeaders(plan, null, around.shared);
  const grpc = rule.protocol === 'grpc' ? unavailable(ownHeaders()) : none;
  if (arm.target.kind === 'respond') {
    const status = directive('return', word(String(arm.target.status)));
    const answer = { lines: [...ownHeaders(), ...grpc.lines, status], others: grpc.others };
    const told = hasBackend(rule) ? ownHeaders() : corsHeaders(plan, around.shared);
    return afterAuth({ auth: plan.auth, told }, place.name, answer, around);
  }
  const auth = authLines(plan.auth, around);
  const mirrors = mirrorLines(place.name, plan, around);
  const upstream = upstreamOf(rule, arm, place, around);
  const copied = withCopies(around.guard.brought, auth.copied);
  const parts = { pass: upstream.pass, copied };
  const location = (attempt: readonly Line[], before: readonly Line[]): readonly Line[] => [
    ...lookupLines(arm),
    ...before,
    ...requestHeaderLines(plan, parts, around.shared),
    ...answerHeaders(plan, upstream.pass, around.shared),
    ...place.told,
    ...grpc.lines,
    ...backendTlsLines(backendOf(arm), upstream.pass, around),
    ...attempt,
    ...proxyPassLines(upstream, plan.path, around),
  ];
  const chain = chainOf(rule, place, upstream.pass, around);
  const first = chain?.first ?? attemptLines(rule, upstream.pass, isQuiet(rule, arm));
  return {
    // Nobody is asked, and nothing mirrored, a second time.
    lines: location(first, [...auth.lines, ...mirrors.lines]),
    others: [
      ...auth.locations,
      ...mirrors.locations,
      ...grpc.others,
      ...(chain === null
        ? []
        : [
            ...chain.later.map(({ suffix, lines }) => ({
              head: locationHead(word(`@${place.name}${suffix}`)),
              lines: location(lines, []),
            })),
            {
              head: locationHead(word(`@${chain.tooLate}`)),
              lines: [directive('return', word('504'))],
            },
          ]),
    ],
  };
}

/** Then refusals of the authorization server are changed as responses are, whichever backend was to be asked. */
function hasBackend({ action }: Rule): boolean {
  return (
    action.kind === 'forward' &&
    action.backends.some(({ weight, target }) => weight > 0 && target.kind === 'backend')
  );
}

function chainOf(
  { retry, timeouts }: Rule,
  { name }: ArmPlace,
  pass: Pass,
  { shared, guard }: RuleSurroundings,
): ChainedAttempts | null {
  const times = chainTimes(retry, timeouts.request, timeouts.backendRequest);
  return retry === null || times === null
    ? null
    : chainedAttempts({ name, retry, times, pass, before: guard.steps.length }, shared);
}

/** Calls and WebSockets may be silent for as long as they like. */
function isQuiet(rule: Rule, arm: Arm): boolean {
  return rule.protocol === 'grpc' || backendOf(arm).protocol === 'websocket';
}

const lookedUp = variable('gw_backend');

function lookupLines({ target }: Arm): readonly Line[] {
  return target.kind === 'name' ? [directive('set', word(`$${lookedUp}`), text(target.host))] : [];
}

function upstreamOf(
  rule: Rule,
  arm: Arm,
  { name, endpoint }: ArmPlace,
  around: RuleSurroundings,
): Upstream {
  const { target } = arm;
  const backend = backendOf(arm);
  const pass = passOf(backend.protocol);
  const scheme = `${passScheme(backend)}://`;
  if (endpoint !== null) {
    const what = comment(`${endpoint.address} port ${String(endpoint.port)}, for sessions`);
    return { pass, url: [`${scheme}${around.upstreams.ofEndpoint(name, endpoint, what)}`] };
  }
  // A chain of attempts begins anew each time, with the next server.
  const chained =
    chainTimes(rule.retry, rule.timeouts.request, rule.timeouts.backendRequest) !== null;
  const attempts = chained ? 1 : attemptsOf(rule.retry);
  switch (target.kind) {
    case 'backend':
    case 'merged':
      return {
        pass,
        url: [`${scheme}${around.upstreams.nameOf(target, attempts)}`],
      };
    case 'name':
      return { pass, url: [scheme, { variable: lookedUp }, `:${String(target.port)}`] };
    case 'respond':
      throw new Error('a response has no upstream');
  }
}

/** One of the backends of an arm; what is spoken to all of them is the same. */
function backendOf({ target }: Arm): Backend {
  const backend =
    target.kind === 'merged'
      ? target.shares[0]?.backend
      : target.kind === 'respond'
        ? undefined
        : target.backend;
  if (backend === undefined) throw new Error('an arm without a backend');
  return backend;
}
