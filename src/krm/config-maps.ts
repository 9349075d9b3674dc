import { createHash } from 'node:crypto';
import type { GatewayOutput } from '../compile-options.ts';
import type { TargetName } from '../diagnostics/diagnostic.ts';
import { resultAbout, type Result } from './result.ts';

/** The object that one proxy of one Gateway mounts. */
export interface ConfigMap {
  readonly apiVersion: 'v1';
  readonly kind: 'ConfigMap';
  readonly metadata: {
    readonly name: string;
    readonly namespace: string;
    readonly labels: Readonly<Record<string, string>>;
    readonly annotations: Readonly<Record<string, string>>;
  };
  readonly data: Readonly<Record<string, string>>;
}

/** What one Gateway becomes, and what does not fit into ConfigMaps. */
export interface GatewayConfigMaps {
  readonly configMaps: readonly ConfigMap[];
  readonly results: readonly Result[];
}

export const managedBy = 'app.kubernetes.io/managed-by';

/** Bytes of keys and values of a ConfigMap (Kubernetes, `MaxSecretSize`, which ConfigMaps share). */
const mostBytes = 1024 * 1024;

/** Longest name of an object: a DNS subdomain. */
const longestName = 253;

/** One ConfigMap for each target. Private keys are in none: a result says where the proxy looks for each. */
export function configMapsOf(
  { gateway, files, metadata }: GatewayOutput,
  targets: readonly TargetName[],
): GatewayConfigMaps {
  const { namespace } = gateway;
  const configMaps: ConfigMap[] = [];
  const results: Result[] = [];
  const resourceRef = { kind: gateway.kind, name: gateway.name, namespace };
  for (const target of targets) {
    const own = files.filter((file) => file.target === null || file.target === target);
    const data: Record<string, string> = {};
    const folders: Record<string, string> = {};
    for (const { path, content } of own) {
      if (content.kind === 'secret') continue;
      const key = path.replaceAll('/', '..');
      data[key] = content.text;
      if (key !== path) folders[key] = path;
    }
    const name = nameOf(gateway.name, target);
    const size = sizeOf(data);
    if (size > mostBytes) {
      const args = { name: `${namespace}/${name}`, size, most: mostBytes };
      results.push(resultAbout('krm/size', args, resourceRef, target));
      continue;
    }
    configMaps.push({
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: {
        name,
        namespace,
        labels: { ...Object.fromEntries(metadata.labels), [managedBy]: 'gatewright' },
        annotations: {
          ...Object.fromEntries(metadata.annotations),
          ...(Object.keys(folders).length === 0
            ? {}
            : { 'gatewright.dev/paths': JSON.stringify(folders) }),
          'internal.config.kubernetes.io/index': '0',
          'internal.config.kubernetes.io/path': `gatewright/${namespace}/${name}.yaml`,
          'config.kubernetes.io/index': '0',
          'config.kubernetes.io/path': `gatewright/${namespace}/${name}.yaml`,
        },
      },
      data,
    });
  }
  for (const { path, content } of files)
    if (content.kind === 'secret')
      results.push(resultAbout('krm/private-key', { path }, resourceRef));
  return { configMaps, results };
}

/** Names that are too long end in a digest, so that two never become one. */
function nameOf(gateway: string, target: TargetName): string {
  const name = `${gateway}-${target}`;
  if (name.length <= longestName) return name;
  const digest = createHash('sha256').update(gateway).digest('hex').slice(0, 16);
  const start = gateway.slice(0, longestName - digest.length - target.length - 2);
  return `${start.replace(/[-.]+$/, '')}-${digest}-${target}`;
}

function sizeOf(data: Readonly<Record<string, string>>): number {
  return Object.entries(data).reduce(
    (sum, [key, text]) => sum + Buffer.byteLength(key) + Buffer.byteLength(text),
    0,
  );
}
