import type { TargetName } from '../diagnostics/diagnostic.ts';
import type { GatewayIr } from '../ir/index.ts';
import type { CapabilityTable } from './capability.ts';
import type { Conduct } from './conduct.ts';
import type { TargetOptions } from './options.ts';
import type { Emitted } from './source-map.ts';

declare const checked: unique symbol;

/**
 * A Gateway that a target has said yes to: rules with unsupported features answer 500 here. Only
 * `checkCapabilities` makes one.
 */
export type CheckedGateway = GatewayIr & { readonly [checked]: true };

/** What a target needs from disk, loaded beforehand. */
export interface TargetAssets {
  /** Renders a precompiled template of `templates/nginx` with a view model. */
  readonly renderNginx: (template: string, view: object) => string;
  /** Problems of an Envoy bootstrap by the protos' own rules; empty when it is valid. */
  readonly verifyEnvoy: (
    bootstrap: object,
    options: TargetOptions,
  ) => readonly { readonly pointer: string; readonly message: string }[];
}

/** One kind of proxy. */
export interface Target {
  readonly name: TargetName;
  /** The main configuration file's name in the Gateway's folder. */
  readonly configFile: string;
  readonly capabilities: CapabilityTable;
  readonly conduct: (options: TargetOptions) => Conduct;
  readonly emit: (gateway: CheckedGateway, options: TargetOptions, assets: TargetAssets) => Emitted;
}
