/** What a look at GitHub found, as plain data. */
import type { ServerText } from '../text/server-text.ts';
import type { Topic } from '../values/topic.ts';
import type { Instant, PullRequest } from './pull-request.ts';

/** Who sees a repository: everybody, all members of the enterprise, or those who were granted it. */
export type Visibility = 'public' | 'internal' | 'private';

/** What was found in one repository. */
export interface FetchedRepository {
  /** As the settings name it. */
  readonly asked: string;
  /** Its present name. */
  readonly name: string;
  readonly visibility: Visibility;
  /** Open ones towards other branches, that are not watched; undefined where that is not known. */
  readonly unwatched: number | undefined;
  /** Set where pull requests are open, and none is towards the watched branches. */
  readonly elsewhere?: Elsewhere;
  /** The watched branches, for people: `main`, or the patterns. */
  readonly branch: string;
  /** Open pull requests towards the watched branches. */
  readonly pullRequests: readonly PullRequest[];
  /** Further ones that are there, but could not be read to the end. */
  readonly unread: number;
  /** Requests it took; small repositories share them. */
  readonly requests: number;
  /** Only a pattern chose it: nobody wrote its name down. */
  readonly matched?: boolean;
}

/** Open pull requests towards other branches than the watched ones. */
export interface Elsewhere {
  readonly open: number;
  /** The branches they target, the most frequent first; empty where nobody asked. */
  readonly bases: readonly string[];
}

/** A repository that could not be looked at, or not to the end. */
export interface Unreachable {
  readonly repository: string;
  /** Part of it was read, and is reported. */
  readonly partly: boolean;
  /** Pull requests that are there and could not be read; 0 where nobody knows. */
  readonly unread: number;
  /** Few words: "the token may not read pull requests here". */
  readonly reason: string;
  readonly remedy: string;
  readonly topic: Topic;
  /** What came back. */
  readonly answer: ServerText;
  /** Only a pattern chose it. */
  readonly matched?: boolean;
  /** undefined where nobody can tell. */
  readonly visibility?: Visibility | undefined;
}

/** What a pattern found among the repositories of an owner. */
export interface Matched {
  readonly owner: string;
  /** To be looked at. */
  readonly repositories: number;
  /** How many of these are private. */
  readonly private: number;
  /** Matched, but left out: archived, or else forks. */
  readonly archived: number;
  readonly forks: number;
}

export interface Fetched {
  readonly repositories: readonly FetchedRepository[];
  readonly unreachable: readonly Unreachable[];
  readonly spent: Spent;
  /** What errors said beside answers that were complete. */
  readonly asides?: readonly ServerText[];
  /** What patterns found, an owner each; empty without patterns. */
  readonly matched?: readonly Matched[];
  /** The token is granted this many repositories, and sees public ones besides; undefined where that is not its kind. */
  readonly granted?: number | undefined;
}

/** What the run has cost so far. */
export interface Spent {
  readonly requests: number;
  readonly points: number;
  /** Points left this hour, as of the last answer; undefined before the first and where GitHub has no limits. */
  readonly remaining: number | undefined;
}

/** When the first of the pull requests found was opened; `now` where there is none. */
export function firstOpened({ repositories }: Pick<Fetched, 'repositories'>, now: Instant): Instant {
  return repositories
    .flatMap(({ pullRequests }) => pullRequests)
    .reduce((first, { createdAt }) => Math.min(first, createdAt), now);
}
