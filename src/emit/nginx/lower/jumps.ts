import type { Rule, VirtualHost } from '../../../ir/index.ts';
import { directive, type Head, type Line, locationHead } from '../directive.ts';
import { expression, type Part, type VariableName, word } from '../quote.ts';
import type { BackendLookup } from './backends.ts';
import { picked } from './dispatch.ts';
import { passOf } from './pass.ts';
import type { Jumps, RuleSurroundings } from './rule-surroundings.ts';
import { keepPath, sentPath } from './subrequests.ts';

/** With more rules on a host, comparing names takes longer than putting the path back: about 10 ns for each. */
const FEW_RULES = 200;

export function jumpsOf(
  { routes }: VirtualHost,
  rules: ReadonlyMap<Rule['id'], Rule>,
  { guard, lookup }: Pick<RuleSurroundings, 'guard' | 'lookup'>,
): Jumps {
  // What a listener asks first goes on by name, and `grpc_pass` takes no path of its own.
  if (guard.steps.length > 0) return 'by name';
  const ids = new Set(routes.map(({ rule }) => rule));
  if (ids.size <= FEW_RULES) return 'by name';
  const keepsPaths = [...ids].every((id) => {
    const rule = rules.get(id);
    return rule === undefined || takesPath(rule, lookup);
  });
  return keepsPaths ? 'by path' : 'by name';
}

function takesPath({ action, protocol }: Rule, lookup: BackendLookup): boolean {
  if (protocol === 'grpc') return false;
  if (action.kind !== 'forward') return true;
  return action.backends.every(
    ({ target }) => target.kind === 'unresolved' || passOf(lookup(target.id).protocol) === 'proxy',
  );
}

const search = directive('return', word('418'));
const purpose = 'rule:';

/** The location that requests are sent on to. Paths of clients begin with a slash, so none of them gets there. */
export function jumpHead(jumps: Jumps, name: string): Head {
  return jumps === 'by name'
    ? locationHead(word(`@${name}`))
    : locationHead(word('='), word(`${purpose}${name}`));
}

/** Sends requests on to the rule that `$gw_rule` names; ends the location. */
export function searchLines(jumps: Jumps): readonly Line[] {
  // `error_page 418` stands in the http block (templates/nginx/http.njk).
  return jumps === 'by name' ? [search] : byPath({ variable: picked });
}

/** Sends requests on to one of several locations; ends the location. */
export function choiceLines(jumps: Jumps, base: string, choice: VariableName): readonly Line[] {
  if (jumps === 'by path') return byPath(`${base}_`, { variable: choice });
  return [directive('error_page', word('418'), word('='), word(`@${base}_$${choice}`)), search];
}

function byPath(...name: readonly Part[]): readonly Line[] {
  return [keepPath, directive('rewrite', word('^'), expression(purpose, ...name), word('last'))];
}

const restore = directive('rewrite', word('^'), word(`$${sentPath}`));

/** What a location does that requests are sent on to: first of all, their path is put back. */
export function arrived(jumps: Jumps, lines: readonly Line[]): readonly Line[] {
  return jumps === 'by name' ? lines : [restore, ...lines];
}

/** Around what a location does that requests are sent on to. */
export function sentOn<Around extends Pick<RuleSurroundings, 'jumps' | 'restored'>>(
  around: Around,
): Around {
  return { ...around, restored: around.jumps === 'by path' };
}
