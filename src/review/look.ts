/** What a look at GitHub found, as plain data. */
import type { PullRequest } from './pull-request.ts';

/** What was found in one repository. */
export interface LookedAt {
  /** As the settings name it. */
  readonly asked: string;
  /** Its present name. */
  readonly name: string;
  readonly isPrivate: boolean;
  /** The watched branches, for people: `main`, or the patterns. */
  readonly branch: string;
  /** Open pull requests towards the watched branches. */
  readonly pullRequests: readonly PullRequest[];
  /** Further ones that are there, but could not be read to the end. */
  readonly unread: number;
  /** Requests it took. */
  readonly requests: number;
}

/** A repository that could not be looked at, or not to the end. */
export interface Unreachable {
  readonly repository: string;
  /** Part of it was read, and is reported. */
  readonly partly: boolean;
  /** Few words: "the token may not read pull requests here". */
  readonly reason: string;
  readonly remedy: string;
  /** What came back. */
  readonly answer: string;
}

export interface Look {
  readonly repositories: readonly LookedAt[];
  readonly unreachable: readonly Unreachable[];
  readonly spent: Spent;
}

/** What the run has cost so far. */
export interface Spent {
  readonly requests: number;
  readonly points: number;
  /** Points left this hour, as of the last answer; undefined before the first and where GitHub has no limits. */
  readonly remaining: number | undefined;
}
