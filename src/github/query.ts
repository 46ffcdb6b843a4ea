import type { Rules } from '../review/rules.ts';

/**
 * The questions to GraphQL. None asks for a Ref or a commit: these need `contents: read`, and
 * `pull-requests: read` must suffice. Each connection within a pull request costs one point per 100
 * pull requests (docs: "rate limits and query limits for the GraphQL API").
 */

/** What is asked for only where a setting needs it: each costs a point per 100 pull requests, or a permission. */
export interface Details {
  /** `clock-start: review-requested` */
  readonly requestEvents: boolean;
  /** `counts-as-review: conversation` */
  readonly comments: boolean;
  /** `fresh-reviews-only`: commits, which need `contents: read`. */
  readonly head: boolean;
}

export function detailsFor({ clockStart, countsAsReview, freshReviewsOnly }: Rules): Details {
  return {
    requestEvents: clockStart === 'review-requested',
    comments: countsAsReview.includes('conversation'),
    head: freshReviewsOnly,
  };
}

/** How a question is put: the details, and whether teams are asked for their names. */
export interface Asking extends Details {
  readonly teams: boolean;
}

/** The lists of a pull request that are read to the end where the first page does not decide. */
export type Feed = 'reviews' | 'comments';

/** Submitted states only: a pending review is nobody's yet. */
function feed(name: Feed, given: string, { head }: Pick<Details, 'head'>): string {
  return name === 'reviews'
    ? `reviews(${given}, states: [APPROVED, CHANGES_REQUESTED, COMMENTED, DISMISSED]) {
          pageInfo { hasNextPage endCursor }
          nodes { state submittedAt author { __typename login } ${head ? 'commit { oid }' : ''} }
        }`
    : `comments(${given}) {
          pageInfo { hasNextPage endCursor }
          nodes { createdAt author { __typename login } }
        }`;
}

/** The fields of a pull request that the rules need. */
function pullRequestFields(asking: Asking): string {
  const reviewer = `requestedReviewer { __typename ... on User { login } ... on Mannequin { login } ... on Bot { login } ${asking.teams ? '... on Team { combinedSlug }' : ''} }`;
  return `id number title url isDraft createdAt additions deletions
        baseRefName
        author { __typename login }
        labels(first: 100) { nodes { name } }
        ${feed('reviews', 'first: 20', asking)}
        reviewRequests(first: 100) { nodes { ${reviewer} } }
        restarted: timelineItems(last: 1, itemTypes: [READY_FOR_REVIEW_EVENT, REOPENED_EVENT]) {
          nodes { __typename ... on ReadyForReviewEvent { createdAt } ... on ReopenedEvent { createdAt } }
        }
        retargeted: timelineItems(last: 1, itemTypes: [BASE_REF_CHANGED_EVENT, AUTOMATIC_BASE_CHANGE_SUCCEEDED_EVENT]) {
          nodes { __typename ... on BaseRefChangedEvent { createdAt previousRefName } ... on AutomaticBaseChangeSucceededEvent { createdAt oldBase } }
        }
        ${asking.comments ? feed('comments', 'first: 20', asking) : ''}
        ${
          asking.requestEvents
            ? `requestEvents: timelineItems(last: 100, itemTypes: [REVIEW_REQUESTED_EVENT]) {
          nodes { ... on ReviewRequestedEvent { createdAt ${reviewer} } }
        }`
            : ''
        }
        ${
          asking.head
            ? `headRefOid
        commits(last: 1) { nodes { commit { oid committedDate } } }
        forcePushed: timelineItems(last: 1, itemTypes: [HEAD_REF_FORCE_PUSHED_EVENT]) {
          nodes { ... on HeadRefForcePushedEvent { createdAt } }
        }`
            : ''
        }`;
}

/** One page of a repository's open pull requests, oldest first, with what the rules need. */
export function pageQuery(asking: Asking): string {
  return `query ($owner: String!, $name: String!, $base: String, $first: Int!, $after: String) {
  repository(owner: $owner, name: $name) {
    nameWithOwner
    isPrivate
    pullRequests(states: OPEN, baseRefName: $base, orderBy: { field: CREATED_AT, direction: ASC }, first: $first, after: $after) {
      totalCount
      pageInfo { hasNextPage endCursor }
      nodes {
        ${pullRequestFields(asking)}
      }
    }
  }
  rateLimit { cost remaining }
}`;
}

/**
 * Further pages of the feeds of several pull requests at once: variables `id0`, `reviews0`, `comments0`, `id1`, …
 * @param wanted the feeds of each pull request that go on
 */
export function furtherQuery(wanted: readonly (readonly Feed[])[], details: Pick<Details, 'head'>): string {
  const variables = wanted.map((own, i) =>
    [`$id${i}: ID!`, ...own.map((name) => `$${name}${i}: String`)].join(', '),
  );
  const nodes = wanted.map(
    (own, i) => `  pull${i}: node(id: $id${i}) {
    ... on PullRequest {
        ${own.map((name) => feed(name, `first: 100, after: $${name}${i}`, details)).join('\n        ')}
    }
  }`,
  );
  return `query (${variables.join(', ')}) {
${nodes.join('\n')}
  rateLimit { cost remaining }
}`;
}

/** One pull request by its number, whatever its state. */
export function oneQuery(asking: Asking): string {
  return `query ($owner: String!, $name: String!, $number: Int!) {
  repository(owner: $owner, name: $name) {
    nameWithOwner
    isPrivate
    pullRequest(number: $number) {
        state closedAt
        ${pullRequestFields(asking)}
    }
  }
  rateLimit { cost remaining }
}`;
}

/** The target branches of the newest open pull requests, to suggest one where a branch matches nothing. */
export const basesQuery = `query ($owner: String!, $name: String!) {
  repository(owner: $owner, name: $name) {
    pullRequests(states: OPEN, orderBy: { field: CREATED_AT, direction: DESC }, first: 100) { nodes { baseRefName } }
  }
  rateLimit { cost remaining }
}`;
