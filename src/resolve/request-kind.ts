/** What the requests of a route are: it decides what is spoken to a backend where nobody says. */
export type RequestKind = 'http' | 'grpc';
