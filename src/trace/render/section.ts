/** Lines about one matter. */
export type Section = readonly string[];
