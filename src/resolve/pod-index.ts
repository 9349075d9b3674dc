import type { PodStatus, Resource } from '../model/index.ts';

/** The Pods of a namespace that have all of some labels, of which there is at least one. */
export type PodSelection = (
  namespace: string,
  labels: Readonly<Record<string, string>>,
) => readonly Resource<PodStatus>[];

/** Looks Pods up by their rarest label, so that a selector costs about as much as it selects. */
export function indexPods(pods: readonly Resource<PodStatus>[]): PodSelection {
  const byLabel = new Map<string, Resource<PodStatus>[]>();
  for (const pod of pods)
    for (const [name, value] of pod.meta.labels) {
      const key = labelKey(pod.id.namespace, name, value);
      const list = byLabel.get(key);
      if (list === undefined) byLabel.set(key, [pod]);
      else list.push(pod);
    }
  return (namespace, labels) => {
    const wanted = Object.entries(labels);
    const lists = wanted.map(
      ([name, value]) => byLabel.get(labelKey(namespace, name, value)) ?? [],
    );
    const [rarest = []] = lists.sort((a, b) => a.length - b.length);
    return rarest.filter(({ meta }) =>
      wanted.every(([name, value]) => meta.labels.get(name) === value),
    );
  };
}

// Neither namespaces nor the names of labels hold a blank.
function labelKey(namespace: string, name: string, value: string): string {
  return `${namespace} ${name} ${value}`;
}
