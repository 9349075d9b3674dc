import { child, isObject, type Add } from '../problem.ts';
import { newerOperators, tooNew } from '../version-floor.ts';
import type { MessageRules, Scene } from './rule.ts';

/** Names of the operators in a format string, such as `REQ` in `%REQ(x)%`; `%%` is a percent sign. */
export function operatorsOf(format: string): readonly string[] {
  const names: string[] = [];
  for (const [token] of format.matchAll(/%%|%[A-Z0-9_]{1,64}/g))
    if (token !== '%%') names.push(token.slice(1));
  return names;
}

function checkFormat(format: string, pointer: string, add: Add, { minor }: Scene): void {
  // Nearly no header has any.
  if (!format.includes('%')) return;
  for (const name of operatorsOf(format)) {
    const problem = tooNew(newerOperators.get(name) ?? null, minor);
    if (problem !== null) add(pointer, `%${name}% ${problem}`);
  }
}

/** `json_format` is a tree of formats. */
function checkTree(value: unknown, pointer: string, add: Add, scene: Scene): void {
  if (typeof value === 'string') checkFormat(value, pointer, add, scene);
  else if (isObject(value) || Array.isArray(value))
    for (const [key, each] of Object.entries(value))
      checkTree(each, child(pointer, key), add, scene);
}

/** Operators that the oldest Envoy to be supported does not know: it refuses the configuration. */
export const formatRules: MessageRules = {
  'envoy.config.core.v3.HeaderValue': ({ value }, pointer, add, scene) => {
    if (value !== undefined) checkFormat(value, child(pointer, 'value'), add, scene);
  },
  'envoy.type.tracing.v3.CustomTag': ({ value }, pointer, add, scene) => {
    if (value !== undefined) checkFormat(value, child(pointer, 'value'), add, scene);
  },
  'envoy.config.core.v3.SubstitutionFormatString': (message, pointer, add, scene) => {
    checkTree(message.json_format, child(pointer, 'json_format'), add, scene);
    const text = message.text_format_source?.inline_string;
    const place = child(child(pointer, 'text_format_source'), 'inline_string');
    if (text !== undefined) checkFormat(text, place, add, scene);
  },
};
