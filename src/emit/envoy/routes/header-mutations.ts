import type { HeaderPlan } from '../../../target/header-plan.ts';
import { merged } from '../../../util/merged.ts';
import { headerValue } from '../fields.ts';
import type { HeaderValueOption } from '../generated/envoy-api.ts';
import { formatText, plain } from '../quote.ts';
import type { ForwardPlan } from '../filters/index.ts';

/** The fields that routes and weighted clusters have in common. */
export interface HeaderMutations {
  readonly request_headers_to_add?: readonly HeaderValueOption[];
  readonly request_headers_to_remove?: readonly string[];
  readonly response_headers_to_add?: readonly HeaderValueOption[];
  readonly response_headers_to_remove?: readonly string[];
}

const none: HeaderMutations = {};

/** Changes to requests and responses; Envoy removes first, then adds in order. */
export function headerMutations(plan: ForwardPlan): HeaderMutations {
  if (plan.request.size + plan.response.size === 0) return none;
  return merged(requestMutations(plan.request), responseMutations(plan.response));
}

export function responseMutations(plan: HeaderPlan): HeaderMutations {
  if (plan.size === 0) return none;
  const { add, remove } = changesOf(plan);
  return merged(
    add.length === 0 ? {} : { response_headers_to_add: add },
    remove.length === 0 ? {} : { response_headers_to_remove: remove },
  );
}

function requestMutations(plan: HeaderPlan): HeaderMutations {
  if (plan.size === 0) return none;
  const { add, remove } = changesOf(plan);
  return merged(
    add.length === 0 ? {} : { request_headers_to_add: add },
    remove.length === 0 ? {} : { request_headers_to_remove: remove },
  );
}

interface Changes {
  readonly add: readonly HeaderValueOption[];
  readonly remove: readonly string[];
}

function changesOf(plan: HeaderPlan): Changes {
  const add: HeaderValueOption[] = [];
  const remove: string[] = [];
  for (const { name, start, added } of plan.values()) {
    const key = plain(name);
    if (start.kind === 'removed') remove.push(key);
    if (start.kind === 'replaced')
      add.push(headerValue(key, formatText(start.value), 'OVERWRITE_IF_EXISTS_OR_ADD'));
    for (const value of added)
      add.push(headerValue(key, formatText(value), 'APPEND_IF_EXISTS_OR_ADD'));
  }
  return { add, remove };
}
