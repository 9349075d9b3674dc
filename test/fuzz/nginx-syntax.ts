/** A directive of a configuration, or what is wrong with the text. */
export interface Directive {
  readonly words: readonly string[];
  /** Names of the blocks that it stands in, outermost first. */
  readonly within: readonly string[];
}

export type Syntax =
  | { readonly kind: 'read'; readonly directives: readonly Directive[] }
  | { readonly kind: 'broken'; readonly problem: string };

/** NGINX's own bound of a parameter, quotes and escapes included (`NGX_CONF_BUFFER`). */
const longestWord = 4095;

// A word in quotes with what may follow it, a bare word, a comment, or an end.
const lexeme =
  /\s+|#[^\n]*|"((?:[^"\\]|\\[^])*)"(?=[\s;{)])|'((?:[^'\\]|\\[^])*)'(?=[\s;{)])|([;{}])|((?:[^\s;{}"'#\\$]|\\[^]|\$\{[^}]*\}|\$|(?<=[^\s;{}])["'#])+)/gy;

/** Reads nginx.conf by the rules of `ngx_conf_read_token`, and says whether its blocks are balanced. */
export function readNginx(text: string): Syntax {
  const directives: Directive[] = [];
  const within: string[] = [];
  let words: string[] = [];
  let last = 0;
  for (const match of text.matchAll(lexeme)) {
    last = match.index + match[0].length;
    const [whole, double, single, end, bare] = match;
    if (whole.length > longestWord && !/^[\s#]/.test(whole))
      return { kind: 'broken', problem: `a parameter of ${String(whole.length)} bytes` };
    const word = double ?? single ?? bare;
    if (word !== undefined) words.push(word);
    if (end === undefined) continue;
    const [name] = words;
    if (end === '}') {
      if (words.length > 0) return { kind: 'broken', problem: `no end of ${words.join(' ')}` };
      if (within.pop() === undefined) return { kind: 'broken', problem: 'a block too many ends' };
      continue;
    }
    if (name === undefined) return { kind: 'broken', problem: `nothing before ${end}` };
    directives.push({ words, within: [...within] });
    if (end === '{') within.push(name);
    words = [];
  }
  if (last !== text.length)
    return {
      kind: 'broken',
      problem: `unreadable: ${JSON.stringify(text.slice(last, last + 60))}`,
    };
  if (within.length > 0) return { kind: 'broken', problem: `${within.join(' ')} does not end` };
  if (words.length > 0) return { kind: 'broken', problem: `no end of ${words.join(' ')}` };
  return { kind: 'read', directives };
}

// What stands in these is not directives but keys of whoever writes the configuration.
const tables = new Set(['map', 'geo', 'split_clients', 'types']);

/** The directive's name; null for an entry of a table. */
export function nameOf({ words, within }: Directive): string | null {
  return tables.has(within.at(-1) ?? '') ? null : (words[0] ?? null);
}
