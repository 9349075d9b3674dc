import type { GatewayOutput } from '../../compile-options.ts';
import { compareText } from '../../util/compare.ts';
import { manifestPath, outputPath } from './layout.ts';
import { renderManifest } from './manifest.ts';
import type { PlannedFile } from './planned-file.ts';

/** A complete generation of the output folder. */
export interface OutputPlan {
  /** Sorted by path, without the manifest. */
  readonly files: readonly PlannedFile[];
  readonly manifest: PlannedFile;
}

/** All files of all Gateways, in one folder. */
export function planOutput(outputs: readonly GatewayOutput[]): OutputPlan {
  const files = outputs
    .flatMap(({ gateway, files: own }) =>
      own.map(({ path, content }): PlannedFile => {
        const planned = outputPath(gateway.namespace, gateway.name, path);
        if (content.kind === 'secret')
          return { path: planned, secret: true, content: () => Buffer.from(content.reveal()) };
        const { text } = content;
        // Kept, the bytes of all files would be most of the memory; they are made in no time.
        return { path: planned, secret: false, content: () => Buffer.from(text) };
      }),
    )
    .sort((a, b) => compareText(a.path, b.path));
  const list = renderManifest(files);
  return { files, manifest: { path: manifestPath, secret: false, content: () => list } };
}
