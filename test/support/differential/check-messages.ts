import type { AuthAnswer } from '../../../src/trace/authorization-servers.ts';
import type { Question } from './question.ts';

// Messages of envoy.service.auth.v3, whose fields are all strings and messages, but for numbers of statuses.

/** CheckRequest: attributes (1), request (4), http (2). */
export function readCheckRequest(message: Buffer): Question {
  const http = inside(inside(inside(message, 1), 4), 2);
  const text = (part: Buffer, wanted: number) => inside(part, wanted).toString('utf8');
  return {
    method: text(http, 2),
    path: text(http, 4),
    host: text(http, 5),
    body: text(http, 11),
    headers: fieldsOf(http)
      .filter(([number]) => number === 3)
      .map(([, entry]) => ({ name: text(entry, 1), value: text(entry, 2) })),
  };
}

const permissionDenied = 7;

/** CheckResponse: status (1), and denied_response (2) or ok_response (3). */
export function checkResponse({ status, headers }: AuthAnswer): Buffer {
  const options = headers.map(({ name, value }) => {
    const header = Buffer.concat([field(1, Buffer.from(name)), field(2, Buffer.from(value))]);
    return field(2, field(1, header));
  });
  if (status < 300)
    return Buffer.concat([field(1, Buffer.alloc(0)), field(3, Buffer.concat(options))]);
  const http = field(1, number(1, status));
  return Buffer.concat([
    field(1, number(1, permissionDenied)),
    field(2, Buffer.concat([http, ...options])),
  ]);
}

/** The last field of a number; empty for none. */
function inside(message: Buffer, wanted: number): Buffer {
  return fieldsOf(message).findLast(([number]) => number === wanted)?.[1] ?? Buffer.alloc(0);
}

/** Strings and messages; numbers are left out. */
function fieldsOf(message: Buffer): readonly (readonly [number, Buffer])[] {
  const fields: [number, Buffer][] = [];
  let at = 0;
  const varint = (): number => {
    let value = 0;
    for (let factor = 1; ; factor *= 128) {
      const byte = message[at] ?? 0;
      at += 1;
      value += (byte % 128) * factor;
      if (byte < 128) return value;
    }
  };
  while (at < message.length) {
    const tag = varint();
    const type = tag % 8;
    if (type === 0) varint();
    else {
      const length = type === 2 ? varint() : type === 1 ? 8 : 4;
      if (type === 2) fields.push([Math.floor(tag / 8), message.subarray(at, at + length)]);
      at += length;
    }
  }
  return fields;
}

function varintBytes(value: number): readonly number[] {
  return value < 128 ? [value] : [(value % 128) + 128, ...varintBytes(Math.floor(value / 128))];
}

function field(wanted: number, content: Buffer): Buffer {
  return Buffer.concat([
    Buffer.from([...varintBytes(wanted * 8 + 2), ...varintBytes(content.length)]),
    content,
  ]);
}

function number(wanted: number, value: number): Buffer {
  return Buffer.from([...varintBytes(wanted * 8), ...varintBytes(value)]);
}
