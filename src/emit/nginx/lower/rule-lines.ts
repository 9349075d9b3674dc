import type { Rule, SessionPersistence } from '../../../ir/index.ts';
import { directive, type Line, locationHead } from '../directive.ts';
import { planProxy } from '../filters/index.ts';
import { ruleName } from '../names.ts';
import { word, type VariableName } from '../quote.ts';
import { afterAuth } from './after-auth.ts';
import { answerHeaders, corsHeaders } from './answer-headers.ts';
import { armLines, type PlannedRule } from './arm-lines.ts';
import { armsOf, type Arm } from './backends.ts';
import { preflightAnswer, preflightLines } from './cors-lines.ts';
import { unavailable } from './grpc-answers.ts';
import { arrived, choiceLines, jumpHead, sentOn } from './jumps.ts';
import { redirectLines, type RedirectPlace } from './redirect.ts';
import type { RuleLines, RuleSurroundings } from './rule-surroundings.ts';
import { sessionChoice, sessionPeers, type SessionPeer } from './session-lines.ts';
import { sharesOf } from './split.ts';

/** What a location does with the requests of a rule. */
export function ruleLines(rule: Rule, place: RedirectPlace, around: RuleSurroundings): RuleLines {
  const plan = planProxy(rule.filters);
  const answered = actionLines({ rule, plan }, place, around);
  const { cors } = plan;
  if (cors === null) return answered;
  const location = `${ruleName(rule.id)}_cors`;
  return {
    lines: [...preflightLines(location), ...answered.lines],
    others: [
      ...answered.others,
      { head: locationHead(word(`@${location}`)), lines: preflightAnswer(cors, around.shared) },
    ],
  };
}

function actionLines(
  planned: PlannedRule,
  place: RedirectPlace,
  around: RuleSurroundings,
): RuleLines {
  const { rule, plan } = planned;
  const { action } = rule;
  const asked = () => ({ auth: plan.auth, told: corsHeaders(plan, around.shared) });
  switch (action.kind) {
    case 'respond': {
      // A rule that could not be made sense of does nothing else, not even to its answer.
      const headers =
        action.reason === 'no-backends' ? answerHeaders(plan, null, around.shared) : [];
      const grpc = rule.protocol === 'grpc' ? unavailable(headers) : alone([]);
      const lines = [...headers, ...grpc.lines, directive('return', word(String(action.status)))];
      const answer = { lines, others: grpc.others };
      return afterAuth(asked(), ruleName(rule.id), answer, around);
    }
    case 'redirect':
      return afterAuth(
        asked(),
        ruleName(rule.id),
        alone([
          ...answerHeaders(plan, null, around.shared),
          ...redirectLines(action.redirect, place, around.shared),
        ]),
        around,
      );
    case 'forward':
      return forwardLines(
        planned,
        armsOf(rule, action.backends, around.lookup, around.options),
        around,
      );
  }
}

function alone(lines: readonly Line[]): RuleLines {
  return { lines, others: [] };
}

function forwardLines(
  planned: PlannedRule,
  arms: readonly Arm[],
  around: RuleSurroundings,
): RuleLines {
  const { rule } = planned;
  const peers = rule.persistence === null ? [] : sessionPeers(rule.id, arms);
  const base = ruleName(rule.id);
  if (rule.persistence !== null && peers.length > 0) {
    const responses = arms.filter(({ target }) => target.kind === 'respond');
    const kept = { persistence: rule.persistence, base: `${base}_peer` };
    // Invalid backends keep their share; who gets it changes from request to request.
    if (responses.length === 0) return sessionArms(planned, peers, kept, around);
    const weight = arms.reduce((sum, arm) => sum + arm.weight, 0);
    const lost = responses.reduce((sum, arm) => sum + arm.weight, 0);
    return chosenLines(
      `${base}_share`,
      [weight - lost, ...responses.map((arm) => arm.weight)],
      around,
      (beyond) => [
        sessionArms(planned, peers, kept, beyond),
        ...responses.map((arm) =>
          armLines(planned, arm, { name: base, told: [], endpoint: null }, beyond),
        ),
      ],
    );
  }
  const [only] = arms;
  if (arms.length === 1 && only !== undefined) return oneArm(planned, only, base, around);
  return chosenLines(
    base,
    arms.map(({ weight }) => weight),
    around,
    (beyond) =>
      arms.map((arm, index) => oneArm(planned, arm, `${base}_${String(index + 1)}`, beyond)),
  );
}

/** An arm whose backend may have sessions of its own, which all rules share. */
function oneArm(planned: PlannedRule, arm: Arm, name: string, around: RuleSurroundings): RuleLines {
  const { rule } = planned;
  const backend = arm.target.kind === 'backend' ? arm.target.backend : null;
  if (rule.persistence === null && backend !== null && backend.persistence !== null) {
    const peers = sessionPeers(backend.id, [arm]);
    const kept = { persistence: backend.persistence, base: `${name}_peer` };
    if (peers.length > 0) return sessionArms(planned, peers, kept, around);
  }
  return armLines(planned, arm, { name, told: [], endpoint: null }, around);
}

/** What requests may be sent on to, made for requests that were. */
type MakeArms = (beyond: RuleSurroundings) => readonly RuleLines[];

/** Sends requests on to one of several locations, in proportion to weights. */
function chosenLines(
  base: string,
  weights: readonly number[],
  around: RuleSurroundings,
  makeArms: MakeArms,
): RuleLines {
  const choice = around.shared.choice(sharesOf(weights));
  return jump(base, choice, makeArms, around);
}

function sessionArms(
  planned: PlannedRule,
  peers: readonly SessionPeer[],
  { persistence, base }: { readonly persistence: SessionPersistence; readonly base: string },
  around: RuleSurroundings,
): RuleLines {
  const { chosen, lines } = sessionChoice(persistence, peers, around.shared);
  return jump(
    base,
    chosen,
    (beyond) =>
      peers.map(({ arm, endpoint }, index) =>
        armLines(
          planned,
          arm,
          { name: `${base}_${String(index + 1)}`, told: lines, endpoint },
          beyond,
        ),
      ),
    around,
  );
}

function jump(
  base: string,
  choice: VariableName,
  makeArms: MakeArms,
  around: RuleSurroundings,
): RuleLines {
  const { jumps } = around;
  return {
    lines: choiceLines(jumps, base, choice),
    others: makeArms(sentOn(around)).flatMap(({ lines, others }, index) => [
      {
        head: jumpHead(jumps, `${base}_${String(index + 1)}`),
        lines: arrived(jumps, lines),
      },
      ...others,
    ]),
  };
}
