import type { Node, Scalar } from 'yaml';
import { atText } from '../diagnostics/diagnostic.ts';
import { isAmbiguous } from './ambiguity.ts';
import { placeIn } from './document-text.ts';
import { losesDigits, readPlainScalar, type ScalarValue } from './go-scalar.ts';
import { checkEscapes } from './go-syntax.ts';
import { rangeOf, type Reading } from './reading.ts';
import { refusal, type Refusal } from './refusal.ts';

/**
 * The value of a scalar as Kubernetes reads it.
 *
 * @throws Refusal for what Kubernetes refuses, and for numbers that JSON cannot hold.
 */
export function readScalar(node: Scalar, reading: Reading): ScalarValue {
  const value = readTagged(node, reading);
  if (typeof value !== 'number') return value;
  const text = textOf(node);
  if (!Number.isFinite(value))
    throw refusal(reading.document, 'parse/not-finite', rangeOf(node), { text });
  if (losesDigits(text, value))
    reading.report(atText('parse/integer-precision', placeOf(node, reading), { text }));
  return value;
}

/** Says so when a plain scalar does not mean the same everywhere. */
export function reportAmbiguity(node: Scalar, value: ScalarValue, reading: Reading): void {
  const text = textOf(node);
  if (node.type !== 'PLAIN' || node.tag !== undefined || !isAmbiguous(text, value)) return;
  const quoted = JSON.stringify(text);
  const suggestion = typeof value === 'string' ? quoted : `${String(value)}, or ${quoted} for text`;
  const args = { text, reading: typeof value === 'string' ? 'text' : String(value) };
  reading.report(atText('parse/ambiguous-scalar', placeOf(node, reading), args, { suggestion }));
}

/** Reports a tag that means nothing in a manifest. */
export function reportTag(node: Node & { tag?: string }, tag: string, reading: Reading): void {
  reading.report(atText('parse/tag', placeOf(node, reading), { tag: tag.replace(coreTags, '!!') }));
}

const coreTags = /^tag:yaml\.org,2002:/;

function textOf(node: Scalar): string {
  return typeof node.value === 'string' ? node.value : '';
}

function placeOf(node: Node, { document }: Reading): ReturnType<typeof placeIn> {
  return placeIn(document, ...rangeOf(node));
}

function readTagged(node: Scalar, reading: Reading): ScalarValue {
  const text = textOf(node);
  const { tag } = node;
  if (tag === undefined) {
    if (node.type === 'PLAIN') return readPlainScalar(text);
    if (node.type === 'QUOTE_DOUBLE') checkEscapes(node, reading);
    return text;
  }
  switch (tag.replace(coreTags, '!!')) {
    case '!!str':
      return text;
    case '!!int':
    case '!!float':
    case '!!bool':
    case '!!null':
      return readAs(tag.replace(coreTags, '!!'), node, reading);
    case '!!binary':
      reportTag(node, tag, reading);
      return decodeBinary(node, reading);
    default:
      reportTag(node, tag, reading);
      return text;
  }
}

function readAs(tag: string, node: Scalar, reading: Reading): ScalarValue {
  const value = readPlainScalar(textOf(node));
  const fits =
    tag === '!!null'
      ? value === null
      : tag === '!!bool'
        ? typeof value === 'boolean'
        : typeof value === 'number' && (tag === '!!float' || Number.isInteger(value));
  if (!fits) throw syntax(node, reading, `the value is no ${tag}`);
  return value;
}

function decodeBinary(node: Scalar, reading: Reading): string {
  const text = textOf(node).replace(/[\r\n]/g, '');
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(text) || text.length % 4 !== 0)
    throw syntax(node, reading, 'the value is no base64');
  return new TextDecoder().decode(Uint8Array.from(atob(text), (byte) => byte.charCodeAt(0)));
}

function syntax(node: Node, { document }: Reading, problem: string): Refusal {
  return refusal(document, 'parse/syntax', rangeOf(node), { problem });
}
