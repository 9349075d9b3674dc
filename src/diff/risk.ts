/** How much a reviewer should care, the most first. */
export const risks = ['high', 'medium', 'low', 'info'] as const;

export type Risk = (typeof risks)[number];

/** What the levels mean, for people; README.md repeats it. */
export const riskMeanings: Readonly<Record<Risk, string>> = {
  high: 'requests are lost, reach another namespace, or are less protected than before',
  medium: 'requests go somewhere else, are answered or protected in another way, or are new',
  low: 'the same destination handles requests in another way: headers, timeouts, retries, endpoints',
  info: 'nothing changes for requests',
};

export function compareRisks(a: Risk, b: Risk): number {
  return risks.indexOf(a) - risks.indexOf(b);
}

export function higherRisk(a: Risk, b: Risk): Risk {
  return compareRisks(a, b) <= 0 ? a : b;
}
