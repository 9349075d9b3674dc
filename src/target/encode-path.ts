/** Percent-encodes what cannot stand in the path of a request line; existing escapes stay. */
export function encodePath(value: string): string {
  const encoded = value.replace(/[^A-Za-z0-9\-._~!$&'()*+,;=:@/%]+/gu, encodeLoosely);
  return encoded.replace(/%(?![0-9A-Fa-f]{2})/g, '%25');
}

function encodeLoosely(text: string): string {
  return encodeURIComponent(text.replace(/\p{Surrogate}/gu, '\ufffd'));
}
