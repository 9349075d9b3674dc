/** The names of what goals tell apart. */
export const byHandName = 'hand-written, one route';
export const plainName = 'plain prefix';
export const headerName = 'header match';
