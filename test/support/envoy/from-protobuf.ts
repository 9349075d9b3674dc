import protobuf from 'protobufjs';

const typeUrl = 'type.googleapis.com/';

/** Canonical proto3 JSON of what protobufjs has decoded, with messages in every Any decoded too. */
export function toCanonicalJson(root: protobuf.Root, message: protobuf.Message): unknown {
  const type = message.$type;
  const plain = type.toObject(message, { enums: String, longs: Number });
  return jsonOf(root, type, plain);
}

function jsonOf(root: protobuf.Root, type: protobuf.Type, plain: Record<string, unknown>): unknown {
  switch (type.fullName) {
    case '.google.protobuf.Any':
      return anyOf(root, plain);
    case '.google.protobuf.Duration':
      return durationOf(plain);
    case '.google.protobuf.Struct':
      return changed(plain['fields'], (value) => (value as Record<string, unknown>)['stringValue']);
    default:
      break;
  }
  if (/^\.google\.protobuf\.\w+Value$/.test(type.fullName)) return plain['value'] ?? false;
  return changed(plain, (value, name) => {
    const field = type.fields[name]?.resolve();
    const inner = field?.resolvedType;
    if (field === undefined || !(inner instanceof protobuf.Type)) return value;
    const one = (each: unknown): unknown => jsonOf(root, inner, each as Record<string, unknown>);
    if (field.map) return changed(value, one);
    return field.repeated ? (value as readonly unknown[]).map(one) : one(value);
  });
}

function changed(
  value: unknown,
  change: (value: unknown, key: string) => unknown,
): Record<string, unknown> {
  const entries = Object.entries(value ?? {}) as [string, unknown][];
  return Object.fromEntries(entries.map(([key, each]) => [key, change(each, key)]));
}

function anyOf(root: protobuf.Root, plain: Record<string, unknown>): unknown {
  const url = String(plain['type_url']);
  const type = root.lookupType(url.slice(typeUrl.length));
  const bytes = (plain['value'] ?? new Uint8Array()) as Uint8Array;
  return { '@type': url, ...(toCanonicalJson(root, type.decode(bytes)) as object) };
}

function durationOf({ seconds = 0, nanos = 0 }: { seconds?: unknown; nanos?: unknown }): string {
  const fraction = String(nanos).padStart(9, '0').replace(/0+$/, '');
  return `${String(seconds)}${fraction === '' ? '' : `.${fraction}`}s`;
}
