import type { GatewayIr, RuleId, StreamRule } from '../../ir/index.ts';
import type { TargetOptions } from '../../target/options.ts';
import type { FiltersOfRules } from './http-filters.ts';
import type { RouteSurroundings } from './routes/route.ts';

/** What the listeners of one Gateway are made from. */
export interface ListenerSurroundings extends RouteSurroundings {
  readonly gateway: GatewayIr;
  readonly filtersOfRules: FiltersOfRules;
  readonly options: TargetOptions;
  readonly streamRules: ReadonlyMap<RuleId, StreamRule>;
}
