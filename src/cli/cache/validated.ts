import type { ValidateResult } from '../../validate-manifests.ts';
import type { Packed } from './pack.ts';

/** Results of `validate`. */
export const validatedCodec = {
  encode: (result: ValidateResult): Packed => ({ head: result, texts: [] }),
  decode: ({ head }: Packed): ValidateResult => head as ValidateResult,
};
