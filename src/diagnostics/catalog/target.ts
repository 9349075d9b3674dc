export const targetCodes = {} as const;
