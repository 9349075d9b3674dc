// Comes before the test files: what they run while they declare tests is neither a test nor the loading of a source.
export const declaring = '(declaring tests)';

(globalThis.__stryker__ ??= {}).currentTestId = declaring;
