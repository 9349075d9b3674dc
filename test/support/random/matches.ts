import { present, type Random } from './random.ts';
import {
  grpcMethods,
  grpcServices,
  headerExpressions,
  matchedHeaders,
  methods,
  parameterExpressions,
  parameters,
  pathExpressions,
  paths,
} from './words.ts';

/** HTTPPathMatch, HTTPHeaderMatch and HTTPQueryParamMatch have this in common. */
export interface ValueMatch {
  readonly type?: string;
  readonly name: string;
  readonly value: string;
}

export interface HttpMatch {
  readonly path?: { readonly type?: string; readonly value?: string };
  readonly method?: string;
  readonly headers?: readonly ValueMatch[];
  readonly queryParams?: readonly ValueMatch[];
}

export interface GrpcMatch {
  readonly method?: { readonly type?: string; readonly service?: string; readonly method?: string };
  readonly headers?: readonly ValueMatch[];
}

export function randomMatch(random: Random): HttpMatch {
  return present({
    path: random.chance(90) ? randomPath(random) : undefined,
    method: random.chance(25) ? random.pick(methods) : undefined,
    headers: random.chance(30)
      ? valueMatches(random, matchedHeaders, headerExpressions)
      : undefined,
    queryParams: random.chance(20)
      ? valueMatches(random, parameters, parameterExpressions)
      : undefined,
  });
}

function randomPath(random: Random): { readonly type: string; readonly value: string } {
  const draw = random.below(10);
  if (draw < 2) return { type: 'RegularExpression', value: random.pick(pathExpressions)[0] };
  const own = random.chance(15) ? `${random.pick(paths)}/`.replace('//', '/') : random.pick(paths);
  return { type: draw < 5 ? 'Exact' : 'PathPrefix', value: own };
}

function valueMatches(
  random: Random,
  words: readonly (readonly [string, readonly string[]])[],
  expressions: readonly (readonly [string, string])[],
): readonly ValueMatch[] {
  return random.some(words, 1, 2).map(([name, values]) =>
    random.chance(25)
      ? { type: 'RegularExpression', name, value: random.pick(expressions)[0] }
      : present({
          type: random.chance(50) ? 'Exact' : undefined,
          name,
          value: random.pick(values),
        }),
  );
}

export function randomGrpcMatch(random: Random): GrpcMatch {
  const service = random.pick(grpcServices);
  const method = random.pick(grpcMethods);
  const forms = [
    { service, method },
    { service, method },
    { service },
    { method },
    { type: 'RegularExpression', service: 'shop[.].*', method: 'G.*' },
    { type: 'RegularExpression', service: '[a-z.]+[A-Z]' },
  ];
  return present({
    method: random.chance(90) ? random.pick(forms) : undefined,
    headers: random.chance(25)
      ? valueMatches(random, matchedHeaders, headerExpressions)
      : undefined,
  });
}
