import type { HeaderMatch, Match, QueryMatch } from '../../../ir/index.ts';
import { parseRegex } from '../../../target/regex/index.ts';
import { pcreFullMatch, pcreLiteral } from '../pcre.ts';
import { comment, empty, emptyKey, regex, variable, type VariableName, word } from '../quote.ts';
import type { MapGroup, MapBlock } from '../view.ts';
import { exactValueMaps } from './exact-values.ts';
import type { CopiedField } from './header-lines.ts';
import { mapBlock } from './map-block.ts';
import { createDigests, type Digests } from './digests.ts';
import { createValueIds, type ValueIds } from './value-ids.ts';

/** One test of a request: the variable has the value when it holds. */
export interface Condition {
  readonly variable: VariableName;
  readonly expected: string;
}

/**
 * Turns matches into variables that requests are looked up by. There is one for each header name,
 * parameter name and distinct expression, never one for each route: NGINX clears every variable of
 * the configuration on each request.
 */
export interface Conditions {
  /** @param brought - header fields that are somewhere else than in the client's request */
  readonly of: (match: Match, brought: readonly CopiedField[]) => readonly Condition[];
  /** Whether the whole path fits a regular expression. */
  readonly path: (expression: string) => Condition;
  readonly maps: () => readonly MapGroup[];
}

interface ConditionMaps {
  /** One for all variables, so that no two are called the same. */
  readonly digestOf: Digests;
  readonly headers: Map<string, { readonly source: VariableName; readonly ids: ValueIds }>;
  readonly parameters: Map<string, { readonly digest: string; readonly ids: ValueIds }>;
  readonly expressions: Map<string, { readonly name: VariableName; readonly map: MapBlock }>;
}

export function createConditions(): Conditions {
  const conditions: ConditionMaps = {
    digestOf: createDigests(),
    headers: new Map(),
    parameters: new Map(),
    expressions: new Map(),
  };
  return {
    of: (match, brought) => [
      ...(match.method === null ? [] : [onMethod(match.method)]),
      ...match.headers.map((header) => onHeader(conditions, header, brought)),
      ...match.query.map((parameter) => onParameter(conditions, parameter)),
    ],
    path: (source) => onExpression(conditions, 'path', variable('uri'), source),
    maps: () => groups(conditions),
  };
}

function onMethod(method: string): Condition {
  return { variable: variable('request_method'), expected: method };
}

function onHeader(
  conditions: ConditionMaps,
  { name, value }: HeaderMatch,
  brought: readonly CopiedField[],
): Condition {
  const own = name.replaceAll('-', '_');
  const copy = brought.find((field) => field.name === name)?.value;
  const source = copy ?? clientField(conditions, own);
  const suffix = copy ?? own;
  if (value.kind === 'regex')
    return onExpression(conditions, `header_${suffix}`, source, value.value);
  const { ids } = conditions.headers.get(suffix) ?? { ids: createValueIds() };
  conditions.headers.set(suffix, { source, ids });
  return { variable: variable(`gw_header_${suffix}`), expected: ids.idOf(value.value) };
}

/**
 * A field of the client's request. What a client says of its own certificate is dropped before rules are looked at
 * (SUPPORT.md), or it could choose rules that are meant for others.
 */
function clientField(conditions: ConditionMaps, own: string): VariableName {
  if (own !== 'x_forwarded_client_cert') return variable(`http_${own}`);
  const name = variable('gw_absent');
  const map = mapBlock(name, [{ variable: variable('request_method') }], empty, []);
  conditions.expressions.set('absent', { name, map });
  return name;
}

function onParameter(conditions: ConditionMaps, { name, value }: QueryMatch): Condition {
  const known = conditions.parameters.get(name);
  const parameter = known ?? {
    digest: conditions.digestOf(`query ${name}`),
    ids: createValueIds(),
  };
  conditions.parameters.set(name, parameter);
  const { digest } = parameter;
  if (value.kind === 'regex')
    return onExpression(
      conditions,
      `query_${digest}`,
      variable(`gw_query_value_${digest}`),
      value.value,
    );
  return { variable: variable(`gw_query_${digest}`), expected: parameter.ids.idOf(value.value) };
}

function onExpression(
  conditions: ConditionMaps,
  what: string,
  source: VariableName,
  pattern: string,
): Condition {
  const key = `${what} ${pattern}`;
  const known = conditions.expressions.get(key);
  if (known !== undefined) return { variable: known.name, expected: '1' };
  const name = variable(`gw_${what}_fits_${conditions.digestOf(key)}`);
  const map = mapBlock(name, [{ variable: source }], empty, [
    // An absent header looks like an empty one here, and an absent header matches nothing.
    { key: emptyKey, value: empty },
    { key: regex(printRegex(pattern, what.startsWith('query') ? '=' : '')), value: word('1') },
  ]);
  conditions.expressions.set(key, { name, map });
  return { variable: name, expected: '1' };
}

/** The PCRE form of an expression that the capability check has let through. */
export function printRegex(source: string, prefix: '' | '=' = ''): string {
  const parsed = parseRegex(source);
  if (parsed.kind === 'refused') throw new Error('an unsupported expression was not refused');
  const pattern = pcreFullMatch(parsed.regex);
  return prefix === '' ? pattern : pattern.replace('^(?:', `^${prefix}(?:`);
}

function groups(conditions: ConditionMaps): readonly MapGroup[] {
  const headers = [...conditions.headers].flatMap(([suffix, { source, ids }]) =>
    exactValueMaps(
      ids,
      {
        source,
        guess: variable(`gw_header_guess_${suffix}`),
        result: variable(`gw_header_${suffix}`),
        digest: conditions.digestOf(`header ${suffix}`),
      },
      '',
    ),
  );
  const parameters = [...conditions.parameters].flatMap(([name, { digest, ids }]) => [
    parameterValue(name, digest),
    ...(ids.entries().length === 0
      ? []
      : exactValueMaps(
          ids,
          {
            source: variable(`gw_query_value_${digest}`),
            guess: variable(`gw_query_guess_${digest}`),
            result: variable(`gw_query_${digest}`),
            digest,
          },
          '=',
        )),
  ]);
  const expressions = [...conditions.expressions.values()].map(({ map }) => map);
  return [
    { comment: comment('Headers that rules match: known values by short names.'), maps: headers },
    {
      comment: comment(
        'Query parameters that rules match: the first occurrence, as sent ("=" when present).',
      ),
      maps: parameters,
    },
    { comment: comment('Regular expressions that rules match.'), maps: expressions },
  ];
}

/** `$arg_name` would ignore case and stop at a dash (ngx_http_arg), so the query string is searched. */
function parameterValue(name: string, digest: string): MapBlock {
  const literal = pcreLiteral(name);
  const value = `gw_argument${digest}`;
  const pattern = `(?:^|&)${literal}(?:=(?<${value}>[^&]*))?(?:&|\\z)`;
  return mapBlock(variable(`gw_query_value_${digest}`), [{ variable: variable('args') }], empty, [
    { key: regex(pattern), value: word(`=$${value}`) },
  ]);
}
