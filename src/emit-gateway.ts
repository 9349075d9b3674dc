import { createHash } from 'node:crypto';
import type { CompileMemory } from './compile-memory.ts';
import type { Assets, CompileOptions, GatewayOutput, ServedPort } from './compile-options.ts';
import type { Diagnostic, Staged } from './diagnostics/diagnostic.ts';
import type { GatewayIr } from './ir/index.ts';
import type { Locator } from './parse/index.ts';
import { certificateFiles, trustFiles } from './target/certificate-files.ts';
import { checkForAll } from './target/check.ts';
import type { OutputFile } from './target/options.ts';
import type { Emitted, SourceMapEntry } from './target/source-map.ts';
import { sourceMapFile } from './target/source-map-file.ts';
import type { Origin } from './source/place.ts';
import { targets } from './targets.ts';
import { invariant } from './util/invariant.ts';

interface EmitContext {
  readonly options: CompileOptions;
  readonly assets: Assets;
  readonly locator: Locator;
  readonly memory: CompileMemory | null;
}

/** All files of one Gateway: each target's configuration, and what they share. */
export function emitGateway(
  gateway: GatewayIr,
  { options, assets, locator, memory }: EmitContext,
): Staged<GatewayOutput> {
  const files: OutputFile[] = [];
  const diagnostics: Diagnostic[] = [];
  const sourceMap: SourceMapEntry[] = [];
  // What is known of earlier states has no places.
  const known = memory === null || options.sourceMap ? null : { memory, key: emissionKey(gateway) };
  const wanted = options.targets.map((name) => targets[name]);
  const verdicts = checkForAll(gateway, wanted, options.target);
  for (const [position, target] of wanted.entries()) {
    const checked = verdicts[position];
    invariant(checked !== undefined, `no verdict of ${target.name}`);
    const { name } = target;
    for (const each of checked.diagnostics) diagnostics.push(each);
    const emit = (): Emitted => target.emit(checked.value, options.target, assets.target);
    const emitted = known === null ? emit() : emitOnce(`${name} ${known.key}`, known.memory, emit);
    for (const { path, text } of emitted.files)
      files.push({ path, content: { kind: 'public', text }, target: name });
    if (options.sourceMap) for (const entry of emitted.sourceMap()) sourceMap.push(entry);
  }
  files.push(...certificateFiles(gateway.certificates), ...trustFiles(gateway.trustBundles));
  if (options.sourceMap)
    files.push(sourceMapFile(sourceMap, ({ document, path }) => locator.field(document, path)));
  const ports = gateway.sockets.map(({ kind, port }): ServedPort => {
    const transport = kind === 'udp' ? 'udp' : 'tcp';
    return { transport, port: port + options.target.portOffset };
  });
  return {
    value: { gateway: gateway.resource, ports, metadata: gateway.metadata, files },
    diagnostics,
  };
}

/**
 * Equal for equal files of a target, with equal options. Where manifests stand makes no difference to the files, only to the map from
 * them to the manifests; which object something came from is said in comments. Secrets, which are functions, are left out.
 */
function emissionKey(gateway: GatewayIr): string {
  const lists = new Map<unknown, number>();
  const meaning = JSON.stringify(gateway, (key: string, value: unknown) => {
    if (key === 'origin') return (value as Origin).resource;
    if (key !== 'routes') return value;
    // Hosts of several listeners share lists: one that was there before is its number.
    const known = lists.get(value);
    lists.set(value, known ?? lists.size);
    return known ?? value;
  });
  return createHash('sha256').update(meaning).digest('hex');
}

function emitOnce(key: string, { emitted }: CompileMemory, emit: () => Emitted): Emitted {
  const known = emitted.get(key);
  if (known !== undefined) return known;
  // What the map would be made from takes more memory than all files.
  const made: Emitted = { files: emit().files, sourceMap: () => [] };
  emitted.set(key, made);
  return made;
}
