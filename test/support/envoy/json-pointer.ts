/** A copy of some JSON with the value at a pointer (RFC 6901) replaced; undefined removes it. */
export function replaced(json: unknown, pointer: string, value: unknown): unknown {
  if (pointer === '') return value;
  const [, step = '', rest = ''] = /^\/([^/]*)(.*)$/s.exec(pointer) ?? [];
  const key = step.replaceAll('~1', '/').replaceAll('~0', '~');
  if (Array.isArray(json)) {
    const items: readonly unknown[] = json;
    return items.length === Number(key)
      ? [...items, value]
      : items.map((item, position) =>
          position === Number(key) ? replaced(item, rest, value) : item,
        );
  }
  const object: Readonly<Record<string, unknown>> = { ...(json as object) };
  const inner = replaced(object[key], rest, value);
  const others = Object.entries(object).filter(([name]) => name !== key);
  return Object.fromEntries(inner === undefined ? others : [...others, [key, inner]]);
}

/** Pointers to every value inside of some JSON. */
export function pointersOf(json: unknown, pointer: string): readonly string[] {
  if (typeof json !== 'object' || json === null) return [];
  return Object.entries(json).flatMap(([key, value]) => {
    const place = `${pointer}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`;
    return [place, ...pointersOf(value, place)];
  });
}
