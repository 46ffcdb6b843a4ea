/** The version of package.json; a check holds both together. */
export const version = '1.0.0';
