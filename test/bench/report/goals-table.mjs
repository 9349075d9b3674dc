import { table } from './table.mjs';

/**
 * @param {readonly import('./verdict.mjs').Verdict[]} verdicts
 * @returns {string} Markdown
 */
export function goalsTable(verdicts) {
  return table(
    ['Goal', 'Limit', 'Measured', 'Met'],
    verdicts.map(({ goal, limit, measured, met }) => [
      goal,
      limit,
      measured,
      met === null ? '' : met ? 'yes' : '**no**',
    ]),
  );
}
