/** Entries of the inputs that match nothing, and what there is instead: slips that nobody would notice otherwise. */
import type { Judgement } from '../review/judge.ts';
import type { Settings } from '../settings/settings.ts';
import { type PatternList, unmatchedEntries } from '../values/pattern-list.ts';

export interface Unmatched {
  /** Entries of `branch` that no open pull request targets. */
  readonly branches: readonly string[];
  /** Entries that match nobody, while the account with or without `[bot]` is there. */
  readonly bots: readonly { readonly input: string; readonly entry: string; readonly meant: string }[];
}

/**
 * @param complete whether all was read, and something is open: else nobody knows what an entry would have matched
 */
export function findUnmatched(
  { branch, rules }: Pick<Settings, 'branch' | 'rules'>,
  judgements: readonly Judgement[],
  complete: boolean,
): Unmatched {
  const bases = new Set(judgements.map(({ pullRequest }) => pullRequest.base));
  const authors = new Set(judgements.map(({ pullRequest }) => pullRequest.author.login));
  const reviewers = new Set(
    judgements.flatMap(({ pullRequest }) => pullRequest.reviews.map(({ author }) => author.login)),
  );
  return {
    branches: branch && complete ? unmatchedEntries(branch, bases) : [],
    bots: [
      ...misspelt('bots-that-count', rules.botsThatCount, reviewers),
      ...misspelt('ignore-reviewers', rules.ignoreReviewers, reviewers),
      ...misspelt('authors', rules.authors, authors),
    ],
  };
}

/** Both what is included and what is excluded: `!dependabot` leaves nobody out either. */
function misspelt(
  input: string,
  list: PatternList | undefined,
  logins: ReadonlySet<string>,
): Unmatched['bots'] {
  if (!list) return [];
  const known = new Map([...logins].map((login) => [login.toLowerCase(), login]));
  return unmatchedEntries({ ...list, included: [...list.included, ...list.excluded] }, logins).flatMap(
    (entry) => {
      const other = entry.endsWith('[bot]') ? entry.slice(0, -'[bot]'.length) : `${entry}[bot]`;
      const meant = known.get(other.toLowerCase());
      return meant === undefined ? [] : [{ input, entry, meant }];
    },
  );
}
