import type { Branded } from '../../util/brand.ts';
import type { Literal, MapKey, Pattern, Token, Value, VariableName, Word } from './quote.ts';

/** One line of configuration: a directive with its `;`, or a block short enough for a line. */
export type Line = Branded<'NginxLine'>;
/** What stands before the `{` of a block. */
export type Head = Branded<'NginxHead'>;

// NGINX takes the parameters of these as they are, but for what it recognizes itself (`~` of server_name).
type Unevaluated = 'server_name' | 'mirror' | 'auth_request';
type FieldName = 'proxy_hide_header' | 'grpc_hide_header';
// The name of a field is taken as it is, its value is evaluated.
type FieldDirective = 'add_header' | 'proxy_set_header' | 'grpc_set_header';

/** The kinds of parameters that a directive takes: where variables count, no literal may stand, and the reverse. */
export type Parameters<Name extends string> = Name extends Unevaluated
  ? readonly (Word | Literal | Pattern)[]
  : Name extends FieldName
    ? readonly [field: Word | Literal]
    : Name extends FieldDirective
      ? readonly [field: Word | Literal, value: Word | Value, ...always: readonly Word[]]
      : readonly (Word | Value)[];

/** A directive; its name is ours, its parameters are tokens. */
export function directive<Name extends string>(name: Name, ...parameters: Parameters<Name>): Line {
  return line(name, parameters);
}

/** A key of a `map` or `split_clients` block, or `default`, with its value. */
export function entry(key: Word | MapKey | Pattern, value: Word | Value): Line {
  return `${key} ${value};` as Line;
}

/** The head of a block that matches paths, or that only we send requests to (`@name`). */
export function locationHead(...parameters: readonly (Word | Literal | Pattern)[]): Head {
  return `location ${parameters.join(' ')}` as Head;
}

export function upstream(name: Word): Head {
  return `upstream ${name}` as Head;
}

/** The head of a block that computes a variable from a value. */
export function computed(block: 'map' | 'split_clients', from: Value, to: VariableName): Head {
  return `${block} ${from} $${to}` as Head;
}

/** `if` with what it does. Only `return`, `rewrite`, `set`, `add_header` and a final `proxy_pass` are safe in it. */
export function when(condition: Condition, ...lines: readonly Line[]): Line {
  return `if (${conditionText(condition)}) { ${lines.join(' ')} }` as Line;
}

export type Condition =
  | { readonly kind: 'true'; readonly variable: VariableName }
  | {
      readonly kind: 'equals' | 'differs';
      readonly variable: VariableName;
      readonly value: Word | Value;
    }
  | { readonly kind: 'unlike'; readonly variable: VariableName; readonly value: Pattern };

const operators = { equals: '=', differs: '!=', unlike: '!~' } as const;

function conditionText(condition: Condition): string {
  const subject = `$${condition.variable}`;
  if (condition.kind === 'true') return subject;
  return `${subject} ${operators[condition.kind]} ${condition.value}`;
}

function line(name: string, parameters: readonly Token[]): Line {
  if (!/^[a-z0-9_]+$/.test(name)) throw new Error('not a directive name');
  let text: string = name;
  for (const parameter of parameters) text += ` ${parameter}`;
  return `${text};` as Line;
}
