/**
 * Offset after the JSON string whose opening quote stands at `start`; the end of the text when it
 * is not closed.
 */
export function endOfJsonString(text: string, start: number): number {
  let quote = text.indexOf('"', start + 1);
  while (quote !== -1 && isEscaped(text, quote)) quote = text.indexOf('"', quote + 1);
  return quote === -1 ? text.length : quote + 1;
}

/** True for a quote after an odd number of backslashes. */
function isEscaped(text: string, quote: number): boolean {
  let at = quote;
  while (text.charAt(at - 1) === '\\') at--;
  return (quote - at) % 2 === 1;
}

const bracketOrQuote = /[{}[\]"]/g;

/** Offset after the JSON object or list that starts at an offset, or null when it is not JSON. */
export function endOfJson(text: string, start: number): number | null {
  let depth = 0;
  bracketOrQuote.lastIndex = start;
  for (let found = bracketOrQuote.exec(text); found !== null; found = bracketOrQuote.exec(text)) {
    const token = found[0];
    if (token === '"') bracketOrQuote.lastIndex = endOfJsonString(text, found.index);
    else depth += token === '{' || token === '[' ? 1 : -1;
    if (depth > 0) continue;
    const end = bracketOrQuote.lastIndex;
    return isJson(text.slice(start, end)) ? end : null;
  }
  return null;
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
