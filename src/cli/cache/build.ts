import { randomUUID } from 'node:crypto';

declare const GATEWRIGHT_BUILD: string | undefined;

/**
 * A digest of all that the compiler was built from, put in when it is bundled. From sources that are not bundled nobody
 * knows what they are, so that no other process shares what this one keeps.
 */
export const build = typeof GATEWRIGHT_BUILD === 'string' ? GATEWRIGHT_BUILD : randomUUID();
