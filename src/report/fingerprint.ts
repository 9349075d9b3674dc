import { createHash } from 'node:crypto';
import type { Finding } from './model.ts';

/**
 * One fingerprint for each finding, by which other tools know it again when lines have moved. It is
 * made of the code and the field; findings that no field tells apart are numbered in their order.
 */
export function fingerprints(findings: readonly Finding[]): readonly string[] {
  const seen = new Map<string, number>();
  return findings.map((finding) => {
    const subject = JSON.stringify(subjectOf(finding));
    const earlier = seen.get(subject) ?? 0;
    seen.set(subject, earlier + 1);
    return createHash('sha256')
      .update(earlier === 0 ? subject : `${subject}#${String(earlier)}`)
      .digest('hex');
  });
}

/** A finding that is not about an object is known by its file and what it says. */
function subjectOf({ code, target, resource, path, location, message }: Finding): unknown {
  if (resource === null) return [code, target, location?.file ?? null, message];
  const { apiVersion, kind, namespace, name } = resource;
  return [code, target, apiVersion, kind, namespace, name, path];
}
