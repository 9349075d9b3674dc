import type { SourceFile } from '../../source/source-file.ts';
import type { LeftOut } from '../input/scan-verdict.ts';

/** The manifests of one side. */
export interface SideInput {
  /** Sorted by name; names are the same on both sides. */
  readonly files: readonly SourceFile[];
  readonly leftOut: readonly LeftOut[];
  /** The paths that the side does not have. */
  readonly missing: readonly string[];
}
