const form = /^v(\d+)(?:(alpha|beta)(\d+))?$/;
const stages: readonly (string | undefined)[] = ['alpha', 'beta', undefined];

/** The version to write: stable before beta before alpha, then by number, as Kubernetes orders versions. */
export function newestVersion(versions: readonly string[]): string {
  return versions.reduce((best, each) => (compareVersions(each, best) > 0 ? each : best));
}

function compareVersions(a: string, b: string): number {
  const [left, right] = [rank(a), rank(b)];
  return left.map((part, i) => part - (right[i] ?? 0)).find((difference) => difference !== 0) ?? 0;
}

function rank(version: string): readonly number[] {
  const [, major, stage, minor] = form.exec(version) ?? [];
  return [stages.indexOf(stage), Number(major ?? 0), Number(minor ?? 0)];
}
