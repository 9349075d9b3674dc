import type { Finding, ResourceName } from './model.ts';

/** What a finding says, as running text: `port is missing. The object is left out. Did you mean x?` */
export function sentences({ message, effect, suggestion }: Finding): string {
  const parts = [message];
  if (effect !== null) parts.push(effect.charAt(0).toUpperCase() + effect.slice(1));
  if (suggestion !== null) parts.push(`Did you mean ${suggestion}?`);
  return parts.map((part) => (/[.!?]$/.test(part) ? part : `${part}.`)).join(' ');
}

/** `HTTPRoute shop/front spec.rules[0]`; empty where there is no object. */
export function subjectOf(resource: ResourceName | null, path: string): string {
  if (resource === null) return '';
  const { kind, namespace, name } = resource;
  const fullName = namespace === null ? name : `${namespace}/${name}`;
  return [kind, fullName, path].filter((part) => part !== '').join(' ');
}
