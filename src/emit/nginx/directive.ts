import type { Branded } from '../../util/brand.ts';
import type { Token, VariableName } from './quote.ts';

/** One line of configuration: a directive with its `;`, or a block short enough for a line. */
export type Line = Branded<'NginxLine'>;

/** A directive; its name is ours, its parameters are tokens. */
export function directive(name: string, ...parameters: readonly Token[]): Line {
  if (!/^[a-z0-9_]+$/.test(name)) throw new Error('not a directive name');
  return `${[name, ...parameters].join(' ')};` as Line;
}

/** `if` with what it does. Only `return`, `rewrite`, `set`, `add_header` and a final `proxy_pass` are safe in it. */
export function when(condition: Condition, ...lines: readonly Line[]): Line {
  return `if (${conditionText(condition)}) { ${lines.join(' ')} }` as Line;
}

export type Condition =
  | { readonly kind: 'true'; readonly variable: VariableName }
  | { readonly kind: 'equals' | 'differs'; readonly variable: VariableName; readonly value: Token }
  | { readonly kind: 'unlike'; readonly variable: VariableName; readonly value: Token };

const operators = { equals: '=', differs: '!=', unlike: '!~' } as const;

function conditionText(condition: Condition): string {
  const subject = `$${condition.variable}`;
  if (condition.kind === 'true') return subject;
  return `${subject} ${operators[condition.kind]} ${condition.value}`;
}
