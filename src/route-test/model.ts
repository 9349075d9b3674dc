import type { TargetName } from '../diagnostics/diagnostic.ts';
import type { FieldPath } from '../source/field-path.ts';
import type { PlaceView, RuleView } from '../trace/model.ts';
import type { TraceRequest } from '../trace/request.ts';

/** A request and what must become of it. */
export interface RouteTest {
  readonly name: string;
  /** `namespace/name`; null where the file names none. */
  readonly gateway: string | null;
  /** Null for every target. */
  readonly target: TargetName | null;
  readonly request: TraceRequest;
  readonly expect: Expectation;
  /** Of the test, and of the fields of its expectation. */
  readonly place: PlaceView;
  readonly placeOf: (field: FieldPath) => PlaceView;
}

/** Header values by name; null for one that must not be there. */
export type ExpectedHeaders = Readonly<Record<string, string | null>>;

/** What is not given is not looked at. */
export interface Expectation {
  readonly route?: string | null;
  readonly rule?: string | number;
  readonly backend?: string;
  readonly backends?: Readonly<Record<string, number>>;
  readonly status?: number | 'closed';
  readonly location?: string;
  readonly request?: {
    readonly method?: string;
    readonly path?: string;
    readonly host?: string;
    readonly headers?: ExpectedHeaders;
  };
  readonly response?: { readonly headers?: ExpectedHeaders };
}

export interface TestFile {
  readonly name: string;
  readonly manifests: readonly string[];
  readonly tests: readonly RouteTest[];
}

/** What became of a request, as the matcher or a proxy tells. */
export interface Observation {
  /** Null where no rule took it; undefined where nobody can tell. */
  readonly rule: RuleView | null | undefined;
  /** Percent by `namespace/name:port`; invalid references by their status. */
  readonly shares: ReadonlyMap<string, number>;
  /** Shares are what one request met, not what all meet. */
  readonly oneRequest: boolean;
  /** `open`: bytes pass, of which nobody knows the answer. */
  readonly status: number | 'closed' | 'open';
  readonly location: string | null;
  readonly request: {
    readonly method: string;
    readonly path: string;
    readonly host: string;
    readonly headers: readonly Field[];
  } | null;
  /** Null where the value is the backend's own. */
  readonly responseHeader: (name: string) => string | null;
}

export type Field = readonly [name: string, value: string];

/** A field of an expectation that does not hold. */
export interface Failure {
  /** `status`, `request.headers.x-area` */
  readonly field: string;
  readonly expected: string;
  readonly actual: string;
  readonly place: PlaceView;
  /** Who did so: a target, or a proxy. */
  readonly by: string;
}

export interface TestResult {
  readonly file: string;
  readonly test: Pick<RouteTest, 'name' | 'place'>;
  readonly outcome: 'passed' | 'failed' | 'skipped';
  /** Why it was skipped; prose without a final dot. */
  readonly why: string | null;
  readonly failures: readonly Failure[];
}

export interface Coverage {
  readonly rules: number;
  readonly covered: number;
  readonly missing: readonly RuleView[];
}

export interface TestReport {
  readonly results: readonly TestResult[];
  readonly coverage: Coverage;
}
