import type { Endpoint, Rule } from '../../../ir/index.ts';
import { directive, type Line } from '../directive.ts';
import { planProxy } from '../filters/index.ts';
import { comment, text, variable, word } from '../quote.ts';
import { answerHeaders } from './answer-headers.ts';
import { attemptLines, attemptsOf } from './attempts.ts';
import { authLines } from './auth-lines.ts';
import type { Arm } from './backends.ts';
import { unavailableLines } from './grpc-answers.ts';
import { requestHeaderLines } from './header-lines.ts';
import { mirrorLines } from './mirror-lines.ts';
import { passOf, passScheme } from './pass.ts';
import { proxyPassLines, type Upstream } from './path-lines.ts';
import type { RuleLines, RuleSurroundings } from './rule-surroundings.ts';

export interface ArmPlace {
  /** Unique among the arms of a server. */
  readonly name: string;
  /** Further changes to the response. */
  readonly told: readonly Line[];
  /** The only endpoint to use; null for all of the backend. */
  readonly endpoint: Endpoint | null;
}

/** What happens to requests once it is clear which backend they are for. */
export function armLines(
  rule: Rule,
  arm: Arm,
  place: ArmPlace,
  around: RuleSurroundings,
): RuleLines {
  const plan = planProxy([...rule.filters, ...(arm.reference?.filters ?? [])]);
  const grpc = rule.protocol === 'grpc' ? unavailableLines : [];
  if (arm.target.kind === 'respond')
    return {
      lines: [
        ...answerHeaders(plan, null, around.shared),
        ...grpc,
        directive('return', word(String(arm.target.status))),
      ],
      others: [],
    };
  const auth = authLines(plan.auth, around);
  const mirrors = mirrorLines(place.name, plan, around);
  const upstream = upstreamOf(rule, arm, place, around);
  const parts = { pass: upstream.pass, copied: auth.copied };
  return {
    lines: [
      ...lookupLines(arm),
      ...auth.lines,
      ...mirrors.lines,
      ...requestHeaderLines(plan, parts, around.shared),
      ...answerHeaders(plan, upstream.pass, around.shared),
      ...place.told,
      ...grpc,
      ...attemptLines(rule, upstream.pass, isQuiet(rule, arm)),
      ...proxyPassLines(upstream, plan.path, around.shared),
    ],
    others: [...auth.locations, ...mirrors.locations],
  };
}

/** Calls and WebSockets may be silent for as long as they like. */
function isQuiet(rule: Rule, arm: Arm): boolean {
  return rule.protocol === 'grpc' || protocolOf(arm) === 'websocket';
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
  const pass = passOf(protocolOf(arm));
  const scheme = `${passScheme(pass)}://`;
  if (endpoint !== null) {
    const what = comment(`${endpoint.address} port ${String(endpoint.port)}, for sessions`);
    return { pass, url: [`${scheme}${around.upstreams.ofEndpoint(name, endpoint, what)}`] };
  }
  switch (target.kind) {
    case 'backend':
    case 'merged':
      return {
        pass,
        url: [`${scheme}${around.upstreams.nameOf(target, attemptsOf(rule.retry))}`],
      };
    case 'name':
      return { pass, url: [scheme, { variable: lookedUp }, `:${String(target.port)}`] };
    case 'respond':
      throw new Error('a response has no upstream');
  }
}

function protocolOf({ target }: Arm) {
  switch (target.kind) {
    case 'backend':
    case 'name':
      return target.backend.protocol;
    case 'merged':
      return target.shares[0]?.backend.protocol ?? 'http1';
    case 'respond':
      return 'http1';
  }
}
