/** What a manifest is made of. @typedef {string | number | boolean | readonly Value[] | { readonly [key: string]: Value }} Value */

// Words, paths, base64, durations, IPv4 addresses.
const plain = /^(?:[A-Za-z/][A-Za-z0-9/+=_.-]*|\d+(?:ms|s|m|h)|\d+(?:\.\d+){3})$/;
const notText = /^(?:true|false|yes|no|on|off|null|y|n)$/i;

/**
 * One document as people write manifests: block style, two blanks, lists indented below their key, quotes only where
 * they are needed, long text as a literal block.
 *
 * @param {{ readonly [key: string]: Value }} manifest
 * @returns {string} ends with a newline
 */
export function yamlText(manifest) {
  return entries(manifest, '');
}

/**
 * @param {{ readonly [key: string]: Value }} map
 * @param {string} indent
 * @returns {string}
 */
function entries(map, indent) {
  return Object.entries(map)
    .map(([key, value]) => `${indent}${scalar(key)}:${after(value, indent)}`)
    .join('');
}

/**
 * @param {Value} value
 * @param {string} indent
 * @returns {string} what follows a key's colon
 */
function after(value, indent) {
  const inner = `${indent}  `;
  if (Array.isArray(value)) return `\n${value.map((item) => listItem(item, inner)).join('')}`;
  if (typeof value === 'object') return `\n${entries(value, inner)}`;
  if (typeof value === 'string' && value.endsWith('\n'))
    return ` |\n${value.replace(/^(?=.)/gm, inner)}`;
  return ` ${scalar(value)}\n`;
}

/**
 * @param {Value} item
 * @param {string} indent
 * @returns {string}
 */
function listItem(item, indent) {
  if (typeof item !== 'object') return `${indent}- ${scalar(item)}\n`;
  return `${indent}- ${entries(item, `${indent}  `).slice(indent.length + 2)}`;
}

/**
 * @param {string | number | boolean} value
 * @returns {string}
 */
function scalar(value) {
  if (typeof value !== 'string') return String(value);
  return plain.test(value) && !notText.test(value) ? value : JSON.stringify(value);
}
