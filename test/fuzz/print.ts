import { isFields, isRaw, type Node } from './node.ts';

/** How a document is written: three spellings of the same data, each read by another part of the reader. */
export type Spelling = 'block' | 'flow' | 'json';

/** A manifest as YAML. */
export function printNode(node: Node, spelling: Spelling): string {
  if (spelling === 'block' && isFields(node) && node.fields.length > 0)
    return `${blockLines(node, '')}\n`;
  return `${flow(node, spelling === 'json')}\n`;
}

// What YAML 1.1 and 1.2 both read as this very string.
const plainText = /^[A-Za-z/][A-Za-z0-9/.-]*$/;
const words = /^(y|n|yes|no|on|off|true|false|null|inf|nan)$/i;

function scalar(node: null | boolean | number | string): string {
  if (typeof node !== 'string') return JSON.stringify(node);
  return plainText.test(node) && !words.test(node) ? node : JSON.stringify(node);
}

const isEmpty = (node: Node): boolean =>
  Array.isArray(node) ? node.length === 0 : isFields(node) && node.fields.length === 0;

function blockLines(node: Node, indent: string): string {
  if (Array.isArray(node))
    return node.map((item) => `${indent}-${below(item, `${indent}  `)}`).join('\n');
  if (isFields(node))
    return node.fields
      .map(({ key, value }) => `${indent}${scalar(key)}:${below(value, `${indent}  `)}`)
      .join('\n');
  return indent + flow(node, false);
}

function below(node: Node, indent: string): string {
  const nested = typeof node === 'object' && node !== null && !isRaw(node) && !isEmpty(node);
  return nested ? `\n${blockLines(node, indent)}` : ` ${flow(node, false)}`;
}

function flow(node: Node, quoted: boolean): string {
  if (Array.isArray(node)) return `[${node.map((each) => flow(each, quoted)).join(', ')}]`;
  if (isRaw(node)) return node.raw;
  if (!isFields(node))
    return typeof node === 'string' && !quoted ? scalar(node) : JSON.stringify(node);
  const fields = node.fields.map(
    ({ key, value }) => `${quoted ? JSON.stringify(key) : scalar(key)}: ${flow(value, quoted)}`,
  );
  return `{${fields.join(', ')}}`;
}
