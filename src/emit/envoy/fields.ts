import type {
  RegexMatcher,
  StringMatcher,
  HeaderValueOption,
  RegexMatchAndSubstitute,
} from './generated/envoy-api.ts';
import type { FormatText, PlainText, Re2Pattern, Re2Substitution } from './quote.ts';

// Messages whose strings Envoy interprets. The generated types take no plain strings in those fields
// (schemas/envoy/branded-fields.mjs).

export function exactText(exact: PlainText): StringMatcher {
  return { exact };
}

/** Must match the whole text. */
export function matchingText(pattern: Re2Pattern): StringMatcher {
  return { safe_regex: regexMatcher(pattern) };
}

export function regexMatcher(pattern: Re2Pattern): RegexMatcher {
  return { regex: pattern };
}

/** Replaces every match; the query string is not looked at. */
export function replacement(
  pattern: Re2Pattern,
  substitution: Re2Substitution,
): RegexMatchAndSubstitute {
  return { pattern: regexMatcher(pattern), substitution };
}

export type AppendAction = 'OVERWRITE_IF_EXISTS_OR_ADD' | 'APPEND_IF_EXISTS_OR_ADD';

export function headerValue(
  key: PlainText,
  value: FormatText,
  action: AppendAction,
): HeaderValueOption {
  return { header: { key, value }, append_action: action };
}
