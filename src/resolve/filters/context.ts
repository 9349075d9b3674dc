import type { Report } from '../../diagnostics/diagnostic.ts';
import type { BackendResolver } from '../backends.ts';
import type { RequestKind } from '../request-kind.ts';

/** What filters are resolved with. */
export interface FilterContext {
  /** The prefix that ReplacePrefixMatch replaces; null where there is none. */
  readonly matchedPrefix: string | null;
  readonly requests: RequestKind;
  readonly backends: BackendResolver;
  readonly report: Report;
}
