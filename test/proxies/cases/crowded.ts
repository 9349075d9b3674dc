import { parseAllDocuments } from 'yaml';
import { backends } from './backends.ts';
import { route, type Case, type CaseRequest, type Suite } from './case.ts';
import { cors } from './cors.ts';
import { externalAuth } from './external-auth.ts';
import { filters } from './filters.ts';
import { matching } from './matching.ts';
import { paths } from './paths.ts';
import { redirects } from './redirects.ts';
import { requests } from './requests.ts';

const routes = 13;
/** As many as a route may have. */
const rules = 16;

const mark = { name: 'x-many', value: 'yes' } as const;

/**
 * The same again where hosts have so many rules that NGINX finds them in another way, and where each rule depends
 * on a header, so that all of them have to be looked for.
 */
export const crowded: readonly Suite[] = [
  ...[matching, paths, filters, redirects],
  ...[backends, cors, externalAuth, requests],
].map(amongMany);

function amongMany(suite: Suite): Suite {
  const { shares = [], tunnels = [] } = suite;
  return {
    ...suite,
    name: `${suite.name}, among many rules`,
    manifests: (ports, endpoints) => {
      const text = suite.manifests(ports, endpoints);
      const hosts = new Set([...text.matchAll(/hostnames: \[(.*)\]/g)].map(([, list]) => list));
      const crowds = [...hosts].map((list, index) => crowd(`c${String(index)}`, list ?? ''));
      return conditional(text) + crowds.join('');
    },
    cases: suite.cases.flatMap((each): readonly Case[] =>
      each.request.raw === undefined ? [{ ...each, request: marked(each.request) }] : [],
    ),
    shares: shares.map((each) => ({ ...each, request: marked(each.request) })),
    tunnels: tunnels.map((each) => ({ ...each, request: marked(each.request) })),
    edit: (text) => {
      const isNginx = text.includes('\nhttp {');
      if (isNginx && !text.includes('location = rule:')) throw new Error('these are not many');
      return suite.edit?.(text) ?? text;
    },
  };
}

function marked(request: CaseRequest): CaseRequest {
  return { ...request, headers: [...(request.headers ?? []), [mark.name, mark.value]] };
}

interface Match {
  readonly headers?: readonly object[];
}

interface Route {
  readonly kind: string;
  readonly spec: { readonly rules?: readonly { readonly matches?: readonly Match[] }[] };
}

/** Each match of HTTPRoutes asks for the mark, too. */
function conditional(text: string): string {
  const objects = parseAllDocuments(text).map((document) => document.toJS() as Route);
  return objects
    .map((object) => {
      if (object.kind !== 'HTTPRoute') return object;
      const list = object.spec.rules?.map((rule) => ({
        ...rule,
        matches: (rule.matches ?? [{}]).map((match) => ({
          ...match,
          headers: [...(match.headers ?? []), mark],
        })),
      }));
      return { ...object, spec: { ...object.spec, rules: list } };
    })
    .map((object) => `${JSON.stringify(object)}\n`)
    .join('---\n');
}

function crowd(name: string, hostnames: string): string {
  return Array.from({ length: routes }, (_, index) => {
    const path = (rule: number) => `/-crowd/${name}/${String(index)}/${String(rule)}`;
    const list = Array.from(
      { length: rules },
      (_, rule) => `    - {matches: [{path: {value: ${path(rule)}}}]}\n`,
    );
    return route(
      `${name}-${String(index)}`,
      `hostnames: [${hostnames}]\n  rules:\n${list.join('')}`,
    );
  }).join('');
}
