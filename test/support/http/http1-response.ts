/** A header or trailer line as it came. */
export type Field = readonly [name: string, value: string];

/** A response, read to its end. */
export type Http1Response = {
  readonly status: number;
  readonly headers: readonly Field[];
  readonly trailers: readonly Field[];
  readonly body: Buffer;
};

type Head = Pick<Http1Response, 'status' | 'headers'> & { readonly bodyStart: number };

type Content = Pick<Http1Response, 'trailers' | 'body'>;

const HEAD_END = '\r\n\r\n';

/**
 * Reads one final HTTP/1.1 response (RFC 9112, section 6.3); interim 1xx responses are skipped.
 *
 * @param received - all bytes received so far
 * @param context - `method` of the request; `ended`: the server sends no more
 * @returns the response, or undefined when bytes are missing; throws on bytes that are no response
 */
export function readHttp1Response(
  received: Buffer,
  context: { readonly method: string; readonly ended: boolean },
): Http1Response | undefined {
  let head = readHead(received, 0);
  while (head !== undefined && head.status < 200 && head.status !== 101) {
    head = readHead(received, head.bodyStart);
  }
  if (head === undefined) return undefined;
  const { status, headers } = head;
  const rest = received.subarray(head.bodyStart);
  const hasBody = context.method !== 'HEAD' && ![101, 204, 304].includes(status);
  const content = hasBody
    ? readContent(rest, headers, context.ended)
    : withoutTrailers(Buffer.of());
  return content && { status, headers, ...content };
}

function readHead(received: Buffer, start: number): Head | undefined {
  const end = received.indexOf(HEAD_END, start, 'latin1');
  if (end < 0) return undefined;
  const [statusLine = '', ...lines] = received.toString('latin1', start, end).split('\r\n');
  const status = /^HTTP\/1\.[01] (\d{3})(?: |$)/.exec(statusLine)?.[1];
  if (status === undefined) throw new Error(`no HTTP/1.1 status line: ${statusLine.slice(0, 200)}`);
  return {
    status: Number(status),
    headers: lines.map(readField),
    bodyStart: end + HEAD_END.length,
  };
}

function readField(line: string): Field {
  const colon = line.indexOf(':');
  if (colon < 1) throw new Error(`no header line: ${line.slice(0, 200)}`);
  return [line.slice(0, colon), line.slice(colon + 1).trim()];
}

function readContent(rest: Buffer, headers: readonly Field[], ended: boolean): Content | undefined {
  if (lastValue(headers, 'transfer-encoding')?.toLowerCase() === 'chunked')
    return readChunked(rest);
  const announced = lastValue(headers, 'content-length');
  if (announced === undefined) return ended ? withoutTrailers(rest) : undefined;
  const length = Number(announced);
  return rest.length < length ? undefined : withoutTrailers(rest.subarray(0, length));
}

function lastValue(headers: readonly Field[], name: string): string | undefined {
  return headers.findLast(([key]) => key.toLowerCase() === name)?.[1];
}

function withoutTrailers(body: Buffer): Content {
  return { body, trailers: [] };
}

function readChunked(rest: Buffer): Content | undefined {
  const chunks: Buffer[] = [];
  let position = 0;
  for (;;) {
    const lineEnd = rest.indexOf('\r\n', position, 'latin1');
    if (lineEnd < 0) return undefined;
    const size = Number.parseInt(rest.toString('latin1', position, lineEnd), 16);
    if (Number.isNaN(size)) throw new Error('no chunk size');
    if (size === 0) return readTrailers(rest, lineEnd, Buffer.concat(chunks));
    const start = lineEnd + 2;
    if (rest.length < start + size + 2) return undefined;
    chunks.push(rest.subarray(start, start + size));
    position = start + size + 2;
  }
}

function readTrailers(rest: Buffer, lastChunkEnd: number, body: Buffer): Content | undefined {
  // With the line end of the last chunk, no trailers at all look like the end of a head.
  const end = rest.indexOf(HEAD_END, lastChunkEnd, 'latin1');
  if (end < 0) return undefined;
  const lines = rest.toString('latin1', lastChunkEnd, end).split('\r\n').slice(1);
  return { body, trailers: lines.map(readField) };
}
