import type { Ir } from '../../ir/index.ts';
import { certificateTimes } from '../../lint/certificates.ts';
import type { Timed } from './index.ts';

/** A result with the times of its certificates, which decide how long it holds. */
export function timed<T>({ ir, result }: { readonly ir: Ir; readonly result: T }): Timed<T> {
  return { result, certificates: certificateTimes(ir.gateways) };
}
