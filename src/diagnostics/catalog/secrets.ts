export const secretCodes = {} as const;
