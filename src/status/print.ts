import { stringify } from 'yaml';
import type { ObjectStatus } from './model.ts';

/** A YAML stream of objects with nothing but their identity and status, as `kubectl patch` takes them. */
export function printStatus(objects: readonly ObjectStatus[]): string {
  return objects.map((object) => stringify(documentOf(object))).join('---\n');
}

function documentOf({ id, kind, status }: ObjectStatus): object {
  const namespace = id.namespace === '' ? {} : { namespace: id.namespace };
  return {
    apiVersion: `${id.group}/${id.group.endsWith('.x-k8s.io') ? 'v1alpha1' : 'v1'}`,
    kind,
    metadata: { name: id.name, ...namespace },
    // Nothing is known of addresses where all of the machine's are meant.
    status:
      kind === 'Gateway' && status.addresses.length === 0
        ? { ...status, addresses: undefined }
        : status,
  };
}
