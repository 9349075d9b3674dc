// A proxy computes these itself: a second opinion would break the framing of messages (RFC 9112).
const framing = [
  'connection',
  'content-length',
  'keep-alive',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
];

/** Request header fields that no filter may change, in lower case. */
export const requestFraming: ReadonlySet<string> = new Set([
  ...framing,
  'expect',
  'proxy-connection',
]);

/** Response header fields that no filter may change, in lower case. */
export const responseFraming: ReadonlySet<string> = new Set(framing);
