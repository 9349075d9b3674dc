declare const GATEWRIGHT_VERSION: string | undefined;

/** The package's version, put in when it is bundled. */
export const version = typeof GATEWRIGHT_VERSION === 'string' ? GATEWRIGHT_VERSION : 'development';
