declare const brand: unique symbol;

/** A string that only its maker can produce: others can read it but not forge it. */
export type Branded<Name extends string> = string & { readonly [brand]: Name };
