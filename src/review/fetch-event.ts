import type { ServerText } from '../text/server-text.ts';
import type { Topic } from '../values/topic.ts';
import type { Matched } from './fetched.ts';
import type { Instant, Turn } from './pull-request.ts';

/** What could not be read: what it means, what came back, what cures it. */
export interface Failed {
  readonly meaning: string;
  readonly answer: ServerText;
  readonly remedy: string;
  readonly topic: Topic;
}

/** What is told while GitHub is read. Counts and owners only: the names of private repositories are nobody's business. */
export type FetchEvent =
  /** Of an owner, so many repositories match a pattern. */
  | { readonly kind: 'matched'; readonly matched: Matched }
  /** What a large run needs, what is left, and how many lists that leaves out. */
  | {
      readonly kind: 'plan';
      readonly points: number;
      /** undefined where GitHub has no limits. */
      readonly limit: { readonly remaining: number; readonly resetAt: Instant } | undefined;
      readonly leftOut: number;
    }
  /** How far a long run has come. */
  | {
      readonly kind: 'progress';
      readonly repositories: { readonly done: number; readonly all: number };
      readonly pullRequests: { readonly read: number; readonly expected: number };
      /** Points left this hour; undefined where nobody knows. */
      readonly remaining: number | undefined;
    }
  /** A request failed, and is made again. */
  | {
      readonly kind: 'retry';
      readonly failure: { readonly meaning: string; readonly answer: ServerText };
      readonly waitMs: number;
      /** It asks for less. */
      readonly smaller: boolean;
    }
  /** Whether checks fail, or there are conflicts, is not known, and counts as no. */
  | {
      readonly kind: 'unknown turn';
      readonly turn: Turn;
      readonly failure: Failed;
    }
  /** Which files some change is not known, and `when.paths` of routes matches none of these. */
  | {
      readonly kind: 'unknown paths';
      readonly count: number;
      readonly failure: Failed;
    }
  /** This minute's share of requests is used up. */
  | { readonly kind: 'throttled'; readonly waitMs: number }
  /** The server lacks fields of GraphQL, so that something is not known. */
  | { readonly kind: 'older server'; readonly lacks: readonly string[]; readonly meaning: string };

/** Told of what happens, as it happens. */
export type OnEvent = (event: FetchEvent) => void;
