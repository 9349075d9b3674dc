import type { Cors, CorsOrigin } from '../../ir/index.ts';
import type { CorsFilter } from '../../model/index.ts';

/** HTTPCORSFilter. A list that is left out allows nothing. */
export function resolveCors(filter: CorsFilter): Cors {
  const origins = filter.allowOrigins ?? [];
  return {
    origins: origins.includes('*') ? 'any' : origins.flatMap(originOf),
    credentials: filter.allowCredentials ?? false,
    methods: anyOr(filter.allowMethods ?? []),
    headers: anyOr(filter.allowHeaders ?? []),
    exposed: anyOr(filter.exposeHeaders ?? []),
    maxAge: filter.maxAge,
  };
}

function anyOr(names: readonly string[]): 'any' | readonly string[] {
  return names.includes('*') ? 'any' : names;
}

const wellKnownPort = { http: 80, https: 443 } as const;

/** The CRD's pattern allows one wildcard, as the whole host or as its first label. */
function originOf(text: string): readonly CorsOrigin[] {
  const found = /^(https?):\/\/([^:/]+)(?::([0-9]{1,5}))?$/.exec(text.toLowerCase());
  if (found === null) return [];
  const [, name, host = '', digits] = found;
  const scheme = name === 'https' ? 'https' : 'http';
  const given = digits === undefined ? wellKnownPort[scheme] : Number(digits);
  const port = given === wellKnownPort[scheme] ? null : given;
  return [
    host.startsWith('*')
      ? { kind: 'wildcard', scheme, suffix: host.slice(1), port }
      : { kind: 'exact', scheme, host, port },
  ];
}
