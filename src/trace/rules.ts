import type { HttpListener, HttpsListener, Route } from '../ir/index.ts';
import { misfits, type Probe } from './conditions.ts';
import type { ReadRequest } from './forward.ts';
import { answerToCall } from './grpc.ts';
import { keptHeaders } from './headers.ts';
import type { ChosenHost } from './listener.ts';
import type { Candidate, Verdict } from './model.ts';
import { outcomeOf } from './outcome.ts';
import { decisionBetween, type Field, type Ranked } from './precedence.ts';
import { viewRule, type Surroundings } from './surroundings.ts';
import { respond, type Traced } from './traced.ts';
import { describeMatch } from './words.ts';

/** Tries the rules of a virtual host, and says what the one that takes the request does. */
export function tryRules(
  chosen: ChosenHost,
  listener: HttpListener | HttpsListener,
  read: ReadRequest,
  around: Surroundings,
): Pick<Traced, 'candidates' | 'rule' | 'outcome'> {
  const { request, path } = read;
  const probe: Probe = {
    path,
    method: request.method,
    headers: keptHeaders(request.headers),
    query: request.query,
  };
  const field: Field = { listener: listener.hostname, hostname: chosen.hostname };
  let taken: Ranked | null = null;
  const candidates: Candidate[] = [];
  for (const route of chosen.host.routes) {
    const verdict = verdictOn(route, probe, { taken, field }, around);
    const rule = around.rules.get(route.rule);
    if (verdict.kind === 'taken' && rule !== undefined) taken = { route, rule };
    candidates.push(...viewCandidate(route, verdict, around));
  }
  if (taken !== null)
    return {
      candidates,
      rule: viewRule(taken.rule, around),
      outcome: outcomeOf(taken.rule, read, around),
    };
  const isGrpc = chosen.host.routes.some(({ rule }) => around.rules.get(rule)?.protocol === 'grpc');
  const answer = isGrpc ? answerToCall(404, request) : { status: 404, response: [] };
  const outcome = respond(answer.status, 'no rule takes the request', answer.response);
  return { candidates, rule: null, outcome };
}

interface SoFar {
  readonly taken: Ranked | null;
  readonly field: Field;
}

function verdictOn(
  route: Route,
  probe: Probe,
  { taken, field }: SoFar,
  around: Surroundings,
): Verdict {
  const rule = around.rules.get(route.rule);
  if (rule === undefined) return { kind: 'unsupported' };
  const why = misfits(route.match, probe, around);
  if (why.length > 0) return { kind: 'differs', why };
  if (taken === null) return { kind: 'taken' };
  return { kind: 'preceded', ...decisionBetween(taken, { route, rule }, field) };
}

function viewCandidate(route: Route, verdict: Verdict, around: Surroundings): readonly Candidate[] {
  const rule = around.allRules.get(route.rule);
  if (rule === undefined) return [];
  return [
    {
      rule: viewRule(rule, around),
      match: route.matchIndex,
      asks: describeMatch(route.match),
      place: around.placeOf(route.origin),
      verdict,
    },
  ];
}
