import { directive, type Line } from '../directive.ts';
import type { Printed } from '../print.ts';
import { word } from '../quote.ts';
import type { LoweredGateway, MapBlock } from '../view.ts';

interface Table {
  readonly name: string;
  /** NGINX's own sizes, which need no directive. */
  readonly size: number;
  readonly bucket: number;
}

/**
 * Sizes from the content: a key that does not fit a bucket keeps NGINX from starting, and a table that
 * is too small makes its start slow (nginx.org, "Setting up hashes").
 */
export function hashSizes(lowered: LoweredGateway): readonly Line[] {
  const names: string[] = [];
  const fields = new Set<string>();
  for (const { lines, locations } of lowered.servers) {
    for (const line of lines)
      if (line.startsWith('server_name ')) names.push(...parametersOf(line));
    for (const name of fieldDirectives) addFields(fields, name, locations);
  }
  const maps = lowered.mapGroups.flatMap((group) => group.maps);
  const variables = maps.map((map) => map.variable);
  return [
    ...tableLines({ name: 'server_names_hash', size: 512, bucket: 64 }, names),
    ...tableLines({ name: 'variables_hash', size: 1024, bucket: 64 }, variables),
    ...tableLines({ name: 'map_hash', size: 2048, bucket: 64 }, ...largestMap(maps)),
    ...tableLines({ name: 'proxy_headers_hash', size: 512, bucket: 64 }, [...fields]),
  ];
}

/** The map with the most keys, standing for all, with the longest key of any. */
function largestMap(maps: readonly MapBlock[]): readonly [readonly string[]] {
  let most: readonly string[] = [];
  let longest = '';
  for (const map of maps) {
    if (map.lines.length > most.length) most = map.lines;
    for (const line of map.lines) {
      const key = line.slice(0, line.lastIndexOf(' '));
      if (key.length > longest.length && !key.startsWith('"~')) longest = key;
    }
  }
  return [[...most.map(() => ''), longest]];
}

const fieldDirectives = ['proxy_set_header ', 'proxy_hide_header '];

/** The first parameters of all directives of a name. No line of a block begins with something else that is spelled so. */
function addFields(fields: Set<string>, name: string, text: Printed): void {
  for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at)) {
    const start = at + name.length;
    const line = text.lastIndexOf('\n', at) + 1;
    at = start;
    if (!isBlank(text, line, start - name.length)) continue;
    while (at < text.length && !endsField(text.charCodeAt(at))) at += 1;
    fields.add(text.slice(start, at));
  }
}

const SPACE = 0x20;
const SEMICOLON = 0x3b;

function endsField(unit: number): boolean {
  return unit === SPACE || unit === SEMICOLON;
}

function isBlank(text: string, from: number, to: number): boolean {
  for (let at = from; at < to; at++) if (text.charCodeAt(at) !== SPACE) return false;
  return true;
}

function parametersOf(line: string): readonly string[] {
  return line.replace(/;$/, '').split(' ').slice(1);
}

// With many keys, small buckets make NGINX try thousands of table sizes before one fits.
const MANY_KEYS = 500;
const ROOMY_BUCKET = 256;

function tableLines(table: Table, keys: readonly string[]): readonly Line[] {
  // No UTF-16 unit makes more than three bytes, so most keys need not be encoded.
  const longest = keys.reduce(
    (most, key) => (key.length * 3 <= most ? most : Math.max(most, byteLength(key))),
    0,
  );
  // Pointer, length and padding around each key (ngx_hash_elt_t), and the bucket's end mark.
  const needed = powerOfTwo(longest + 32);
  const bucket = keys.length > MANY_KEYS ? Math.max(needed, ROOMY_BUCKET) : needed;
  const size = powerOfTwo(keys.length * 4);
  return [
    ...(size > table.size ? [directive(`${table.name}_max_size`, word(String(size)))] : []),
    ...(bucket > table.bucket
      ? [directive(`${table.name}_bucket_size`, word(String(bucket)))]
      : []),
  ];
}

function byteLength(text: string): number {
  return new TextEncoder().encode(text).length;
}

function powerOfTwo(atLeast: number): number {
  return 2 ** Math.ceil(Math.log2(Math.max(1, atLeast)));
}
