import type { FieldPlan, HeaderPlan } from '../../../target/header-plan.ts';
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

/** Changes to requests and responses; Envoy removes first, then adds in order. */
export function headerMutations(plan: ForwardPlan): HeaderMutations {
  return merged(requestMutations(plan.request), responseMutations(plan.response));
}

export function responseMutations(plan: HeaderPlan): HeaderMutations {
  const { add, remove } = changesOf(plan);
  return merged(
    add.length === 0 ? {} : { response_headers_to_add: add },
    remove.length === 0 ? {} : { response_headers_to_remove: remove },
  );
}

function requestMutations(plan: HeaderPlan): HeaderMutations {
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
  const fields = [...plan.values()];
  return {
    add: fields.flatMap(valuesOf),
    remove: fields.filter(({ start }) => start.kind === 'removed').map(({ name }) => plain(name)),
  };
}

function valuesOf({ name, start, added }: FieldPlan): readonly HeaderValueOption[] {
  const key = plain(name);
  const replaced =
    start.kind === 'replaced'
      ? [headerValue(key, formatText(start.value), 'OVERWRITE_IF_EXISTS_OR_ADD')]
      : [];
  return [
    ...replaced,
    ...added.map((value) => headerValue(key, formatText(value), 'APPEND_IF_EXISTS_OR_ADD')),
  ];
}
