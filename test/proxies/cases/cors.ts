import { gateway, route, to, type Case, type CaseRequest, type Suite } from './case.ts';

const host = 'cors.test';
const rule = (path: string, cors: string) =>
  `    - {matches: [{path: {value: ${path}}}], filters: [{type: CORS, cors: {${cors}}}], ${to('one')}}`;

function from(origin: string, path: string, more: Partial<CaseRequest> = {}): CaseRequest {
  const { headers = [], ...others } = more;
  return { path, host, headers: [['Origin', origin], ...headers], ...others };
}

function preflight(origin: string, path: string, method: string, headers?: string): CaseRequest {
  return from(origin, path, {
    method: 'OPTIONS',
    headers: [
      ['Access-Control-Request-Method', method],
      ...(headers === undefined ? [] : [['Access-Control-Request-Headers', headers] as const]),
    ],
  });
}

const nothing = {
  'access-control-allow-origin': null,
  'access-control-allow-credentials': null,
} as const;

function origins(path: string, table: Readonly<Record<string, boolean>>): readonly Case[] {
  return Object.entries(table).map(([origin, allowed]) => ({
    name: `${path}: ${origin} is ${allowed ? '' : 'not '}allowed`,
    request: from(origin, path),
    expect: {
      status: 200,
      backend: 'one',
      headers: { 'access-control-allow-origin': allowed ? origin : null },
    },
  }));
}

/** Envoy says nothing for CORS, and takes preflights for other requests. */
function ownAnswer(request: CaseRequest, status: number): Case {
  return {
    name: `answers of the gateway itself: ${String(status)}`,
    request,
    expect: { status, headers: { 'access-control-allow-origin': 'https://a.com' } },
    differs: [
      {
        on: ['envoy'],
        expect: { status: 500, headers: nothing },
        because: 'Envoy adds nothing for CORS to answers of its own',
      },
    ],
  };
}

/** HTTPCORSFilter (GEP-1767). */
export const cors: Suite = {
  name: 'cors',
  ports: ['http'],
  services: ['app/one'],
  keepGoing: true,
  manifests: ({ http }) =>
    gateway(`{name: http, protocol: HTTP, port: ${http}}`) +
    route(
      'all',
      `hostnames: [cors.test]
  rules:
${rule('/exact', 'allowOrigins: ["https://Www.foo.com", "http://other.com:8080", "https://port.com:443"], allowMethods: [GET, PUT], allowHeaders: [x-a, x-b], exposeHeaders: [x-e], maxAge: 60, allowCredentials: true')}
${rule('/wild', 'allowOrigins: ["https://*.bar.com"]')}
${rule('/long', `allowOrigins: ["https://*.${'long-label.'.repeat(18)}com"]`)}
${rule('/scheme', 'allowOrigins: ["http://*"]')}
${rule('/any', 'allowOrigins: ["*"], allowMethods: ["*"], allowHeaders: ["*"], exposeHeaders: ["*"]')}
${rule('/secret', 'allowOrigins: ["*"], allowMethods: ["*"], allowHeaders: ["*"], exposeHeaders: ["*"], allowCredentials: true')}
    - matches: [{path: {value: /moved}}]
      filters: [{type: CORS, cors: {allowOrigins: ["https://a.com"]}}, {type: RequestRedirect, requestRedirect: {hostname: new.test}}]
    - matches: [{path: {value: /gone}}]
      filters: [{type: CORS, cors: {allowOrigins: ["https://a.com"]}}]
      ${to('missing')}
    - matches: [{path: {value: /none}}]
      ${to('one')}
`,
    ),
  cases: [
    ...origins('/exact', {
      'https://www.foo.com': true,
      'https://port.com': true,
      'http://www.foo.com': false,
      'http://other.com:8080': true,
      'http://other.com': false,
      'https://www.foo.com.evil.com': false,
      'https://wwwxfoo.com': false,
    }),
    ...origins('/wild', {
      'https://a.bar.com': true,
      'https://a.b.bar.com': true,
      'https://bar.com': false,
      'https://evil.com/.bar.com': false,
      'https://a.bar.com:8443': false,
    }),
    ...origins('/long', {
      [`https://a.${'long-label.'.repeat(18)}com`]: true,
      [`https://a.${'long-label.'.repeat(17)}com`]: false,
    }),
    ...origins('/scheme', {
      'http://anything.com': true,
      'https://anything.com': false,
      'http://anything.com:81': false,
    }),
    {
      name: 'what an allowed origin is told',
      request: from('https://www.foo.com', '/exact'),
      expect: {
        status: 200,
        headers: {
          'access-control-allow-origin': 'https://www.foo.com',
          'access-control-allow-credentials': 'true',
          'access-control-expose-headers': 'x-e',
        },
      },
    },
    {
      name: 'a preflight is answered by the gateway',
      request: preflight('https://www.foo.com', '/exact', 'PUT', 'x-a'),
      expect: {
        status: 204,
        headers: {
          'access-control-allow-origin': 'https://www.foo.com',
          'access-control-allow-credentials': 'true',
          'access-control-allow-methods': 'GET, PUT',
          'access-control-allow-headers': 'x-a, x-b',
          'access-control-max-age': '60',
        },
      },
      differs: [
        {
          on: ['envoy'],
          because: 'CORS preflights are answered with 204 by NGINX and with 200 by Envoy.',
          expect: {
            status: 200,
            headers: {
              'access-control-allow-origin': 'https://www.foo.com',
              'access-control-allow-credentials': 'true',
              'access-control-allow-methods': 'GET, PUT',
              'access-control-allow-headers': 'x-a, x-b',
              'access-control-max-age': '60',
            },
          },
        },
      ],
    },
    {
      name: 'OPTIONS that is no preflight goes to the backend',
      request: from('https://www.foo.com', '/exact', { method: 'OPTIONS' }),
      expect: { status: 200, backend: 'one' },
    },
    {
      name: 'requests without Origin go their way',
      request: { path: '/exact', host },
      expect: { status: 200, backend: 'one', headers: nothing },
    },
    {
      name: 'any origin',
      request: from('https://x.test', '/any'),
      expect: {
        status: 200,
        headers: {
          'access-control-allow-origin': 'https://x.test',
          'access-control-allow-credentials': null,
          'access-control-expose-headers': '*',
        },
      },
    },
    {
      name: 'with credentials "*" is never sent',
      request: from('https://x.test', '/secret'),
      expect: {
        status: 200,
        headers: {
          'access-control-allow-origin': 'https://x.test',
          'access-control-allow-credentials': 'true',
          'access-control-expose-headers': null,
        },
      },
    },
    {
      name: 'redirects are answers to scripts as well',
      request: from('https://a.com', '/moved'),
      expect: {
        status: 302,
        headers: {
          location: 'http://new.test:$port/moved',
          'access-control-allow-origin': 'https://a.com',
        },
      },
      differs: [
        {
          on: ['envoy'],
          because: 'Envoy adds no CORS headers to redirects',
          expect: {
            status: 302,
            headers: { location: 'http://new.test:$port/moved', ...nothing },
          },
        },
      ],
    },
    ownAnswer(from('https://a.com', '/gone'), 500),
    ownAnswer(preflight('https://a.com', '/gone', 'GET'), 204),
    {
      name: 'rules without the filter say nothing',
      request: preflight('https://a.com', '/none', 'PUT'),
      expect: { status: 200, backend: 'one', headers: nothing },
    },
  ],
};
