/** Releases of Gateway API whose CRDs are vendored under schemas/gateway-api, each by its last patch; in order. */
export const releases = ['1.0', '1.1', '1.2', '1.3', '1.4', '1.5', '1.6', '1.7'] as const;

export type Release = (typeof releases)[number];

/** The release that the stages after validation know. */
export const newestRelease = '1.7' satisfies Release;
