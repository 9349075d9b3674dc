import { request as overHttp, type IncomingMessage } from 'node:http';
import { request as overHttps } from 'node:https';
import type { Observation } from '../../route-test/model.ts';
import { joined } from '../../route-test/judge.ts';
import type { HttpRequest } from '../../trace/request.ts';
import { readEcho } from './echo.ts';
import type { ServedGateway } from './serve.ts';

/** Milliseconds that an answer may take. */
const patience = 15_000;

/** Sends a request to a proxy, and tells what became of it. */
export async function askProxy(request: HttpRequest, served: ServedGateway): Promise<Observation> {
  const port = served.ports.get(request.port);
  const answer = port === undefined ? null : await send(request, port);
  const closed: Observation = {
    rule: undefined,
    shares: new Map(),
    oneRequest: true,
    status: 'closed',
    location: null,
    request: null,
    responseHeader: () => null,
  };
  if (answer === null || port === undefined) return closed;
  const { response, body } = answer;
  const echo = readEcho(body);
  const backend = served.backends.find(({ id }) => id === echo?.backend);
  const name =
    backend === undefined
      ? null
      : `${backend.resource.namespace}/${backend.resource.name}:${String(backend.port)}`;
  return {
    ...closed,
    status: response.statusCode ?? 0,
    shares: new Map(name === null ? [] : [[name, 100]]),
    location: locationOf(response, port, request.port),
    request:
      echo === null
        ? null
        : {
            method: echo.method,
            path: echo.path,
            host: joined(echo.headers, 'host') ?? joined(echo.headers, ':authority') ?? '',
            headers: echo.headers,
          },
    responseHeader: (header) => {
      const value = response.headers[header.toLowerCase()];
      return value === undefined ? null : Array.isArray(value) ? value.join(', ') : value;
    },
  };
}

/** As it would be if the proxy listened on the port of the manifests. */
function locationOf({ headers }: IncomingMessage, port: number, wanted: number): string | null {
  return (
    headers.location?.replace(
      /^(https?):\/\/([^/:]+):(\d+)/,
      (whole, scheme: string, host: string, named: string) => {
        if (Number(named) !== port) return whole;
        const wellKnown = scheme === 'https' ? 443 : 80;
        return `${scheme}://${host}${wanted === wellKnown ? '' : `:${String(wanted)}`}`;
      },
    ) ?? null
  );
}

interface Answered {
  readonly response: IncomingMessage;
  readonly body: string;
}

/** Null when there is no response. */
function send(request: HttpRequest, port: number): Promise<Answered | null> {
  const { method, path, query, host, headers, scheme, sni } = request;
  const fields = [['Host', host], ...headers.map(({ name, value }) => [name, value])];
  const options = {
    host: '127.0.0.1',
    port,
    method,
    path: query === null ? path : `${path}?${query}`,
    headers: fields.flat(),
    setHost: false,
    agent: false,
    timeout: patience,
  };
  return new Promise((resolve) => {
    const sent =
      scheme === 'https'
        ? overHttps({ ...options, servername: sni ?? '', rejectUnauthorized: false })
        : overHttp(options);
    sent.once('error', () => resolve(null));
    sent.once('timeout', () => sent.destroy());
    sent.once('response', (response) => {
      let body = '';
      response.setEncoding('utf8').on('data', (text: string) => {
        body += text;
      });
      response.once('end', () => resolve({ response, body }));
      response.once('error', () => resolve(null));
    });
    sent.end();
  });
}
