export const validateCodes = {} as const;
