import { createHash } from 'node:crypto';
import type { BackendId, RuleId } from '../../ir/index.ts';

// Kubernetes names are made of these, so joining with `_` keeps different names different.
const clean = /^[a-z0-9.-]+$/;

/**
 * A name for an upstream or a named location: readable, and stable when other objects come and go.
 * Names that Kubernetes would not allow are hashed.
 */
export function generatedName(id: RuleId | BackendId): string {
  const parts = id.split('/');
  if (parts.every((part) => clean.test(part)) && id.length <= 200) return parts.join('_');
  return `x_${createHash('sha256').update(id).digest('hex').slice(0, 32)}`;
}
