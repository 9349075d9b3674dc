import type { Filter, ListenerFilter, RespondReason, Rule, WeightedBackend } from '../ir/index.ts';
import { assertNever } from '../util/assert-never.ts';
import { authorize } from './authorization.ts';
import { corsHeaders, isPreflight, preflightHeaders } from './cors.ts';
import { planFilters } from './filter-plan.ts';
import { viewFilters, viewRedirect } from './filters.ts';
import { forward, oddPath, type ReadRequest } from './forward.ts';
import { answerToCall } from './grpc.ts';
import { headersOf } from './headers.ts';
import type { FilterView, HeaderChange, Outcome } from './model.ts';
import { locationOf } from './redirect.ts';
import type { Surroundings } from './surroundings.ts';

/** What a rule does with a request. */
export function outcomeOf(rule: Rule, read: ReadRequest, around: Surroundings): Outcome {
  const plan = planFilters(rule.filters);
  const { conduct } = around;
  const filters = viewFilters(rule.filters, around);
  const cors = conduct.corsOnAnswers || forwards(rule) ? plan.cors : null;
  if (cors !== null && isPreflight(read.request))
    return {
      kind: 'response',
      status: conduct.preflightStatus,
      why: 'it is a CORS preflight, which the gateway answers',
      filters,
      response: preflightHeaders(cors, read.request, conduct),
    };
  const { action } = rule;
  const origins = cors === null ? [] : corsHeaders(cors, read.request, conduct);
  const unasked = answerBeforeAuthorization(rule, read, around);
  if (unasked !== null) return unasked;
  const authorized = authorize(rule.filters.filter(isAuth), read, around);
  if (authorized.kind === 'denied') {
    const response = [...origins, ...changesOfDenials(rule), ...authorized.response];
    const { status, why } = authorized;
    return { kind: 'response', status, why, filters: allFilters(rule, around), response };
  }
  switch (action.kind) {
    case 'forward':
      return forward(rule, action.backends, { ...read, request: authorized.request }, around);
    case 'respond': {
      const answer =
        rule.protocol === 'grpc'
          ? answerToCall(action.status, read.request)
          : { status: action.status, response: [] };
      return {
        kind: 'response',
        status: answer.status,
        why: reasons[action.reason],
        filters,
        response: [...origins, ...headersOf(plan.response), ...answer.response],
      };
    }
    case 'redirect': {
      const location = locationOf(action.redirect, read, around);
      if (location === null) return { kind: 'response', ...oddPath, filters, response: [] };
      return {
        kind: 'redirect',
        status: action.redirect.statusCode,
        location,
        filters: [...filters, viewRedirect(action.redirect, around)],
        response: [...origins, ...headersOf(plan.response)],
      };
    }
    default:
      return assertNever(action);
  }
}

/** A target that cannot change the path of a request refuses it before anybody is asked. */
function answerBeforeAuthorization(
  rule: Rule,
  read: ReadRequest,
  around: Surroundings,
): Outcome | null {
  const { action, filters } = rule;
  if (action.kind !== 'forward' || !filters.some(isAuth)) return null;
  const outcome = forward(rule, action.backends, read, around);
  const { shares } = outcome;
  return shares.length > 0 && shares.every(({ why }) => why === oddPath.why) ? outcome : null;
}

function isAuth(filter: Filter): filter is ListenerFilter {
  return filter.kind === 'external-auth';
}

/** What filters change in a response also holds for a refusal, where a backend's response was to be changed. */
function changesOfDenials(rule: Rule): readonly HeaderChange[] {
  if (!forwards(rule)) return [];
  const changes = activeBackends(rule).map(({ filters }) =>
    headersOf(planFilters([...rule.filters, ...filters]).response),
  );
  // Which of several it is depends on the backend that would have been chosen.
  const [first = [], ...others] = changes;
  const alike = JSON.stringify(first);
  return others.every((each) => JSON.stringify(each) === alike) ? first : [];
}

function allFilters(rule: Rule, around: Surroundings): readonly FilterView[] {
  const own = activeBackends(rule).flatMap(({ filters }) => filters);
  return viewFilters([...rule.filters, ...own], around);
}

function activeBackends({ action }: Rule): readonly WeightedBackend[] {
  return action.kind === 'forward' ? action.backends.filter(({ weight }) => weight > 0) : [];
}

/** To something that could answer. */
function forwards(rule: Rule): boolean {
  return activeBackends(rule).some(({ target }) => target.kind === 'backend');
}

const reasons: Readonly<Record<RespondReason, string>> = {
  'no-backends': 'the rule has no backend to send requests to',
  'invalid-rule': 'the rule is invalid',
  unsupported: 'the target cannot serve the rule',
};
