/**
 * Everything that a value of the IR means, as text: equal texts mean the same. Where it stands in the manifests and
 * secrets, which are functions, are left out.
 */
export function meaningKey(value: unknown): string {
  return JSON.stringify(value, withoutPlaces);
}

function withoutPlaces(key: string, value: unknown): unknown {
  return key === 'origin' ? undefined : value;
}
