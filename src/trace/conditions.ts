import type { HeaderValue, Match, PathMatch, ValueMatch } from '../ir/index.ts';
import { bytesOf, type Conduct, type ReadPath } from '../target/conduct.ts';
import type { TargetOptions } from '../target/options.ts';
import { parseRegex } from '../target/regex/index.ts';
import { matchesWhole } from '../target/regex/match.ts';

/** What matches look at in a request. */
export interface Probe {
  readonly path: ReadPath;
  readonly method: string;
  /** Without those that proxies drop. */
  readonly headers: readonly HeaderValue[];
  readonly query: string | null;
}

export interface Reading {
  readonly conduct: Pick<Conduct, 'pathOfMatch' | 'headerValues'>;
  readonly options: TargetOptions;
}

/** Why a match does not fit a request, every reason in words; empty when it does (HTTPRouteMatch). */
export function misfits(match: Match, probe: Probe, reading: Reading): readonly string[] {
  const { method, headers, query } = match;
  return [
    ...pathMisfit(match.path, probe.path, reading),
    ...(method === null || method === probe.method ? [] : [`the method is ${probe.method}`]),
    ...headers.flatMap(({ name, value }) => {
      const lines = probe.headers
        .filter((header) => header.name.toLowerCase() === name)
        .map((header) => header.value);
      const values = lines.length === 0 ? [] : reading.conduct.headerValues(lines, reading.options);
      return valueMisfit(`header ${name}`, value, values);
    }),
    ...query.flatMap(({ name, value }) => {
      const found = parameterOf(probe.query, name);
      return valueMisfit(`query parameter ${name}`, value, found === null ? [] : [found]);
    }),
  ];
}

/** Whether the path alone fits. */
export function pathFits(match: Match, path: ReadPath, reading: Reading): boolean {
  return pathMisfit(match.path, path, reading).length === 0;
}

function pathMisfit(match: PathMatch, path: ReadPath, { conduct }: Reading): readonly string[] {
  if (match.kind === 'regex')
    return expressionMisfit(match.value, path.seen, () => `the path is ${path.forwarded}`);
  const value = match.value === '/' ? '/' : conduct.pathOfMatch(match.value);
  const { compared } = path;
  const fits =
    value !== null &&
    (match.kind === 'exact'
      ? compared === value
      : value === '/' || compared === value || compared.startsWith(`${value}/`));
  return fits ? [] : [`the path is ${path.forwarded}`];
}

function valueMisfit(
  what: string,
  match: ValueMatch,
  values: readonly string[],
): readonly string[] {
  const [first] = values;
  if (first === undefined) return [`there is no ${what}`];
  const isnt = () => `${what} is ${JSON.stringify(first)}`;
  if (match.kind === 'exact') return values.includes(match.value) ? [] : [isnt()];
  const misfitting = values.map((value) => expressionMisfit(match.value, bytesOf(value), isnt));
  return misfitting.find((each) => each.length === 0) ?? misfitting[0] ?? [];
}

function expressionMisfit(source: string, bytes: string, isnt: () => string): readonly string[] {
  const parsed = parseRegex(source);
  if (parsed.kind === 'refused') return ['the expression is not valid'];
  const matched = matchesWhole(parsed.regex, bytes);
  if (matched === null) return ['the expression is too large to be tried here'];
  return matched ? [] : [isnt()];
}

/** The first occurrence, as it was sent. */
function parameterOf(query: string | null, name: string): string | null {
  for (const part of (query ?? '').split('&')) {
    const equals = part.indexOf('=');
    const key = equals === -1 ? part : part.slice(0, equals);
    if (key === name && query !== null) return equals === -1 ? '' : part.slice(equals + 1);
  }
  return null;
}
