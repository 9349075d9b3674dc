import type { ResourceSet } from '../model/index.ts';
import type { Resolution } from '../resolve/index.ts';

/** What lints look at: everything, as it was resolved. */
export interface LintInput {
  readonly resources: ResourceSet;
  readonly resolution: Resolution;
  /**
   * Objects of the input were refused, so that what seems to be used by nobody may be used by one of them.
   */
  readonly incomplete: boolean;
  /** The check of a target comes after this and refuses the expressions that are not RE2. */
  readonly targetsFollow: boolean;
}
