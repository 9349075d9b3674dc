/**
 * The directives of an nginx.conf, each with the blocks it stands in and how many parameters it has, sorted; no
 * value is left.
 */
export function nginxShape(text: string): readonly string[] {
  const shape: string[] = [];
  const blocks: string[] = [];
  let words: string[] = [];
  // A variable stands for `$`, and tables grow with what is in them.
  for (const token of tokensOf(text.replace(/geo \$gw_dollar \{[^}]*\}/, ''))) {
    const name = /^[a-z][a-z0-9_]*$/.exec(words[0] ?? '')?.[0] ?? '?';
    if (token !== '{' && token !== '}' && token !== ';') {
      words.push(token);
      continue;
    }
    if (words.length > 0 && !/_hash_(?:max|bucket)_size$/.test(name))
      shape.push([...blocks, name, words.length, token].join(' '));
    if (token === '{') blocks.push(name);
    if (token === '}') blocks.pop();
    words = [];
  }
  return shape.sort();
}

/** As ngx_conf_read_token reads them; quoted ones come with their quotes, and comments not at all. */
export function tokensOf(text: string): readonly string[] {
  const tokens = /#[^\n]*|"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|[{};]|(?:\\.|\$\{|[^\s;{}])+/gs;
  return (text.match(tokens) ?? []).filter((token) => !token.startsWith('#'));
}

/** What kind of thing stands where, without names of a map's entries, strings and numbers. */
export type JsonShape = string | readonly JsonShape[];

export function jsonShape(value: unknown): JsonShape {
  switch (typeof value) {
    case 'object':
      if (value === null) return 'null';
      if (Array.isArray(value)) return value.map(jsonShape);
      return Object.entries(value)
        .map(([key, inner]) => [
          /^[a-z][a-z0-9_]*$|^@type$/.test(key) ? key : '?',
          jsonShape(inner),
        ])
        .sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
    default:
      return typeof value;
  }
}
