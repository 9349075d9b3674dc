import { stringify } from 'yaml';

// Orchestrators read YAML 1.1: what that would not take for text is quoted.
const options = { compat: 'yaml-1.1', lineWidth: 0, aliasDuplicateObjects: false } as const;

/** One YAML document. */
export function printObject(object: object): string {
  return stringify(object, options);
}
