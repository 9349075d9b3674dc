/** A bug of the compiler, never a mistake in the input. The command line reports it with exit code 70. */
export class InternalError extends Error {
  override readonly name = 'InternalError';
}

/** States what the code before it guarantees; throws an `InternalError` where it does not hold. */
export function invariant(condition: boolean, message: string): asserts condition {
  if (!condition) throw new InternalError(message);
}
