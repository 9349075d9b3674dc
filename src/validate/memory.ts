import type { JsonObject } from '../parse/document.ts';
import type { ValidObject } from './object.ts';

/** What judging objects gave, by the object as it was read, for other states that are judged by the same schemas. */
export interface JudgeMemory {
  /** Objects that are valid and that nothing was found in. */
  readonly valid: WeakMap<JsonObject, JudgedObject>;
}

/** All of a valid object but the place where it stands. */
export type JudgedObject = Omit<ValidObject, 'document'>;

export function makeJudgeMemory(): JudgeMemory {
  return { valid: new WeakMap() };
}
