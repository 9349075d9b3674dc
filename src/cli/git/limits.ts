/** Bytes of one object; as much as any manifest may have. */
export const objectLimit = 64 * 1024 * 1024;

/** Folders within folders. */
export const depthLimit = 64;

/** Deltas upon deltas; Git itself writes 50, and 4095 at most. */
export const chainLimit = 4096;

/** Commits that a revision may go back. */
export const stepLimit = 100_000;
