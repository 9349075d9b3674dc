import type { Origin } from '../source/place.ts';

/** A client keeps to the endpoint that it got first (GEP-1619). */
export type SessionPersistence =
  | {
      readonly kind: 'cookie';
      readonly name: string;
      readonly path: string;
      /** Milliseconds that the client keeps the cookie; null until it closes. */
      readonly maxAge: number | null;
      /** Milliseconds after which a session ends, whoever keeps it; null for never. */
      readonly absoluteTimeout: number | null;
      readonly origin: Origin;
    }
  | {
      readonly kind: 'header';
      readonly name: string;
      readonly absoluteTimeout: number | null;
      readonly origin: Origin;
    };
