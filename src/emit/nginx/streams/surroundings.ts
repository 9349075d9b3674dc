import type { GatewayIr, RuleId, StreamRule } from '../../../ir/index.ts';
import type { TargetOptions } from '../../../target/options.ts';
import type { BackendLookup } from '../lower/backends.ts';
import type { Upstreams } from '../lower/upstreams.ts';
import type { Provenance } from '../provenance.ts';
import type { LoweredServer, MapBlock } from '../view.ts';

/** What the lowering of connections shares within one Gateway. */
export interface StreamSurroundings {
  readonly gateway: GatewayIr;
  readonly options: TargetOptions;
  readonly provenance: Provenance;
  readonly lookup: BackendLookup;
  readonly rules: ReadonlyMap<RuleId, StreamRule>;
  readonly upstreams: Upstreams;
  readonly choices: StreamChoices;
}

/** Random choices between the backends of a rule, each once. */
export interface StreamChoices {
  readonly add: (block: MapBlock) => void;
  readonly maps: () => readonly MapBlock[];
}

export function createStreamChoices(): StreamChoices {
  const blocks = new Map<string, MapBlock>();
  return {
    add: (block) => void blocks.set(block.variable, block),
    maps: () => [...blocks].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, block]) => block),
  };
}

/** The servers of one port, with the maps that they use. */
export interface StreamPort {
  readonly maps: readonly MapBlock[];
  readonly servers: readonly LoweredServer[];
}
