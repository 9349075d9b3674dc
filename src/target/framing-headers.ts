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

/**
 * The first of the fields that an HTTP authorization server gets or brings (`allowedHeaders`,
 * `allowedResponseHeaders`) that are no part of a message but carry it: copied to another message, they would announce
 * a body that is not there, or hide one. A request has one Host, which routing has gone by.
 */
export function firstUncopied(
  requestHeaders: readonly string[],
  responseHeaders: readonly string[],
): string | undefined {
  return (
    [...requestHeaders, ...responseHeaders].find((name) =>
      requestFraming.has(name.toLowerCase()),
    ) ?? responseHeaders.find((name) => name.toLowerCase() === 'host')
  );
}
