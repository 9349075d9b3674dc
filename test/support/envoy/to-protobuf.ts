import protobuf from 'protobufjs';

const typeUrl = 'type.googleapis.com/';

/** Canonical proto3 JSON, which protobufjs does not read, as the plain object that its `fromObject` takes. */
export function toPlainObject(root: protobuf.Root, type: string, json: unknown): object {
  return messageOf(root, root.lookupType(type), json);
}

function messageOf(root: protobuf.Root, type: protobuf.Type, json: unknown): object {
  switch (type.fullName) {
    case '.google.protobuf.Any':
      return anyOf(root, json);
    case '.google.protobuf.Duration':
      return durationOf(String(json));
    case '.google.protobuf.Struct':
      return { fields: mapped(json, (value) => valueOf(value)) };
    default:
      break;
  }
  // BoolValue, UInt32Value and so on stand for their only field.
  if (/^\.google\.protobuf\.\w+Value$/.test(type.fullName)) return { value: json };
  return mapped(json, (value, name) => {
    const field = type.fields[name]?.resolve();
    if (field === undefined) throw new Error(`${type.fullName} has no field ${name}`);
    const one = (each: unknown): unknown =>
      field.resolvedType instanceof protobuf.Type
        ? messageOf(root, field.resolvedType, each)
        : each;
    if (field.map) return mapped(value, one);
    return field.repeated ? (value as readonly unknown[]).map(one) : one(value);
  });
}

function mapped(
  json: unknown,
  change: (value: unknown, key: string) => unknown,
): Record<string, unknown> {
  const entries = Object.entries(json as object) as [string, unknown][];
  return Object.fromEntries(entries.map(([key, value]) => [key, change(value, key)]));
}

function anyOf(root: protobuf.Root, json: unknown): object {
  const { '@type': url, ...fields } = json as { readonly '@type': string };
  const type = root.lookupType(url.slice(typeUrl.length));
  return { type_url: url, value: encoded(type, messageOf(root, type, fields)) };
}

function durationOf(text: string): object {
  const [seconds = '0', fraction = ''] = text.slice(0, -1).split('.');
  return { seconds: Number(seconds), nanos: Number(fraction.padEnd(9, '0')) };
}

function valueOf(json: unknown): object {
  if (typeof json === 'string') return { stringValue: json };
  throw new Error('the test configurations have only strings in a Struct');
}

/** Binary form; protobufjs checks types and enum values on the way. */
export function encoded(type: protobuf.Type, object: object): Uint8Array {
  const message = type.fromObject(object);
  const problem = type.verify(message);
  if (problem !== null) throw new Error(`${type.fullName}: ${problem}`);
  return type.encode(message).finish();
}
