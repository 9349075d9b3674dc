import type { Rule, TimeoutSetting, Timeouts } from '../../../ir/index.ts';
import { directive, type Line } from '../directive.ts';
import { planProxy } from '../filters/index.ts';
import { ruleName } from '../names.ts';
import { text, variable, word } from '../quote.ts';
import type { TargetOptions } from '../../../target/options.ts';
import { armsOf, type Arm, type BackendLookup } from './backends.ts';
import { requestHeaderLines, responseHeaderLines } from './header-lines.ts';
import { proxyPassLines, type Upstream } from './path-lines.ts';
import { redirectLines, type RedirectPlace } from './redirect.ts';
import type { SharedMaps } from './shared-maps.ts';
import { sharesOf } from './split.ts';
import type { Upstreams } from './upstreams.ts';

/** What the lowering of rules shares within one Gateway. */
export interface RuleSurroundings {
  readonly lookup: BackendLookup;
  readonly options: TargetOptions;
  readonly shared: SharedMaps;
  readonly upstreams: Upstreams;
}

/** A location's content, and the named locations that it jumps to. */
export interface RuleLines {
  readonly lines: readonly Line[];
  readonly arms: readonly { readonly name: string; readonly lines: readonly Line[] }[];
}

/** What a location does with the requests of a rule. */
export function ruleLines(rule: Rule, place: RedirectPlace, around: RuleSurroundings): RuleLines {
  const { action } = rule;
  const response = (): readonly Line[] =>
    responseHeaderLines(planProxy(rule.filters).response, false);
  switch (action.kind) {
    case 'respond':
      // A rule that could not be made sense of does nothing else, not even to its answer.
      return alone([
        ...(action.reason === 'no-backends' ? response() : []),
        directive('return', word(String(action.status))),
      ]);
    case 'redirect':
      return alone([...response(), ...redirectLines(action.redirect, place, around.shared)]);
    case 'forward':
      return forwardLines(
        rule,
        armsOf(rule, action.backends, around.lookup, around.options),
        around,
      );
  }
}

function alone(lines: readonly Line[]): RuleLines {
  return { lines, arms: [] };
}

function forwardLines(rule: Rule, arms: readonly Arm[], around: RuleSurroundings): RuleLines {
  const [only] = arms;
  if (arms.length === 1 && only !== undefined) return alone(armLines(rule, only, around));
  const choice = around.shared.choice(sharesOf(arms.map(({ weight }) => weight)));
  const base = ruleName(rule.id);
  return {
    lines: [
      directive('error_page', word('418'), word('='), word(`@${base}_$${choice}`)),
      directive('return', word('418')),
    ],
    arms: arms.map((arm, index) => ({
      name: `${base}_${String(index + 1)}`,
      lines: armLines(rule, arm, around),
    })),
  };
}

function armLines(rule: Rule, arm: Arm, around: RuleSurroundings): readonly Line[] {
  const plan = planProxy([...rule.filters, ...(arm.reference?.filters ?? [])]);
  if (arm.target.kind === 'respond')
    return [
      ...responseHeaderLines(plan.response, false),
      directive('return', word(String(arm.target.status))),
    ];
  return [
    ...lookupLines(arm),
    ...requestHeaderLines(plan, around.shared),
    ...responseHeaderLines(plan.response, true),
    ...timeoutLines(rule.timeouts),
    ...proxyPassLines(upstreamOf(arm, around), plan.path, around.shared),
  ];
}

const lookedUp = variable('gw_backend');

function lookupLines({ target }: Arm): readonly Line[] {
  return target.kind === 'name' ? [directive('set', word(`$${lookedUp}`), text(target.host))] : [];
}

function upstreamOf({ target }: Arm, around: RuleSurroundings): Upstream {
  switch (target.kind) {
    case 'backend':
    case 'merged':
      return [`http://${around.upstreams.nameOf(target)}`];
    case 'name':
      return ['http://', { variable: lookedUp }, `:${String(target.port)}`];
    case 'respond':
      throw new Error('a response has no upstream');
  }
}

// NGINX has no way to turn its timers off; this is the longest that it can count on every platform.
const NEVER = '24d';

/**
 * Without retries there is one attempt, so the stricter of both settings holds (GEP-1742). The timers
 * run until the response headers are complete, then anew for each part of the body.
 */
function timeoutLines(timeouts: Timeouts): readonly Line[] {
  const milliseconds = [timeouts.request, timeouts.backendRequest].flatMap(limitOf);
  const limit = Math.min(...milliseconds);
  if (milliseconds.length === 0) return isDisabled(timeouts) ? timers(NEVER) : [];
  const time = `${String(limit)}ms`;
  return [
    ...(limit < CONNECT_LIMIT_MS ? [directive('proxy_connect_timeout', word(time))] : []),
    ...timers(time),
  ];
}

/** As set for all locations in templates/nginx/http.njk. */
const CONNECT_LIMIT_MS = 5000;

function timers(time: string): readonly Line[] {
  return [directive('proxy_read_timeout', word(time)), directive('proxy_send_timeout', word(time))];
}

function limitOf(setting: TimeoutSetting): readonly number[] {
  return setting.kind === 'after' ? [Math.max(1, setting.milliseconds)] : [];
}

function isDisabled({ request, backendRequest }: Timeouts): boolean {
  return request.kind === 'disabled' || backendRequest.kind === 'disabled';
}
