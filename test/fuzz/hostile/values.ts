// Values at the bounds of what CRDs and proxies allow.

export const durations = [
  '0s',
  '1s',
  '1ms',
  '1h',
  '99999h',
  '1h1h',
  '10h10m10s10ms',
  '-1s',
  '1.5s',
  '1d',
  '0',
  '1us',
  '99999s',
  '99999h99999m99999s99999ms',
];

export const numbers: readonly number[] = [
  0,
  1,
  -1,
  2,
  80,
  443,
  301,
  302,
  303,
  308,
  200,
  404,
  599,
  600,
  1023,
  8080,
  45535,
  45536,
  65535,
  65536,
  99999,
  1e6,
  1000001,
  2 ** 31 - 1,
  2 ** 31,
  2 ** 53,
  -(2 ** 63),
  0.5,
  1e21,
  1e308,
  5e-324,
];

// Lengths at and just beyond the bounds of CRDs, of NGINX's parameters, of Envoy's strings.
const lengths = [63, 64, 128, 253, 254, 256, 257, 1024, 4096, 4097, 16384, 16385];

const long = lengths.flatMap((length) => [
  'a'.repeat(length),
  `/${'a'.repeat(length - 1)}`,
  '"'.repeat(length),
]);

const longNames = lengths.slice(0, 5).map((length) => `${'a.'.repeat(length >> 1)}a`);

/** Rarely taken: each makes a mutant slow. */
export const longStrings: readonly string[] = [
  ...long,
  ...longNames,
  '(a?)'.repeat(200),
  '(a|b'.repeat(50),
  '('.repeat(1000),
  '[a-z]'.repeat(100),
];
