import type { Visibility } from '../../review/fetched.ts';
import type { GitHubFailure } from '../client/failure.ts';

/** What can be put in order: by `createdAt`, of two alike by number. */
export interface Entry {
  readonly number: number;
  readonly createdAt: number;
}

/** What was read of a list so far. */
export interface PartialList<T> {
  readonly byNumber: ReadonlyMap<number, Entry & T>;
  readonly about: AboutRepository | undefined;
  /** Places that GitHub left empty, or what could not be read by ids; and why. */
  readonly missing: number;
  readonly failure: GitHubFailure | undefined;
  /** As the last page had it; undefined before the first. */
  readonly total: number | undefined;
}

/** What each page tells of the repository. */
export interface AboutRepository {
  /** Its present name. */
  readonly nameWithOwner: string;
  readonly visibility: Visibility;
  /** Open pull requests towards any branch; undefined where GitHub did not tell. */
  readonly open: number | undefined;
}

/** Places that GitHub left empty and no other page filled; at least one where there was a failure. */
export function gapsOf({ byNumber, missing, total = 0 }: PartialList<unknown>): number {
  return missing === 0 ? 0 : Math.max(1, Math.min(missing, total - byNumber.size));
}

/** Of those that are there, how many were not read. */
export function unreadOf({ byNumber, missing, total = 0 }: PartialList<unknown>): number {
  return Math.max(0, total - byNumber.size - missing);
}

/** The same list, read by other means since: what was missing is what is missing now. */
export function reread<T>(earlier: PartialList<T>, later: PartialList<T>): PartialList<T> {
  return { ...later, byNumber: new Map([...earlier.byNumber, ...later.byNumber]) };
}
