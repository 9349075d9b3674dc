/** Bytes of the longest body of a request. */
export const longestBody = 1000;
