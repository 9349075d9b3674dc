export type { JsonObject, JsonValue, ParsedDocument } from './document.ts';
export { doubts } from './doubts.ts';
export { identify, type Identity } from './identify.ts';
export { defaultLimits, type ParseLimits } from './limits.ts';
export { locateField, locateKey, makeLocator, type Locator } from './locate.ts';
export { makeReadMemory, type ReadMemory } from './memory.ts';
export { parseFiles, type ParsedInput } from './parse-files.ts';
export { spanOfText } from './text-span.ts';
