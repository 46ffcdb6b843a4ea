/**
 * The questions to GraphQL. None asks for a Ref or a commit: these need `contents: read`, and
 * `pull-requests: read` must suffice. Each connection within a pull request costs one point per 100
 * pull requests (docs: "rate limits and query limits for the GraphQL API").
 */

/** Submitted states only: a pending review is nobody's yet. */
const reviewFields = `pageInfo { hasNextPage endCursor }
      nodes { state submittedAt author { __typename login } }`;
const submitted = 'states: [APPROVED, CHANGES_REQUESTED, COMMENTED, DISMISSED]';

/** One page of a repository's open pull requests, oldest first, with what the rules need. */
export function pageQuery({ teams }: { readonly teams: boolean }): string {
  return `query ($owner: String!, $name: String!, $base: String, $first: Int!, $after: String) {
  repository(owner: $owner, name: $name) {
    nameWithOwner
    isPrivate
    pullRequests(states: OPEN, baseRefName: $base, orderBy: { field: CREATED_AT, direction: ASC }, first: $first, after: $after) {
      totalCount
      pageInfo { hasNextPage endCursor }
      nodes {
        id number title url isDraft createdAt additions deletions
        baseRefName
        author { __typename login }
        labels(first: 100) { nodes { name } }
        reviews(first: 20, ${submitted}) {
      ${reviewFields}
        }
        reviewRequests(first: 100) {
          nodes { requestedReviewer { __typename ... on User { login } ... on Mannequin { login } ... on Bot { login } ${teams ? '... on Team { combinedSlug }' : ''} } }
        }
        restarted: timelineItems(last: 1, itemTypes: [READY_FOR_REVIEW_EVENT, REOPENED_EVENT]) {
          nodes { __typename ... on ReadyForReviewEvent { createdAt } ... on ReopenedEvent { createdAt } }
        }
        retargeted: timelineItems(last: 1, itemTypes: [BASE_REF_CHANGED_EVENT, AUTOMATIC_BASE_CHANGE_SUCCEEDED_EVENT]) {
          nodes { __typename ... on BaseRefChangedEvent { createdAt previousRefName } ... on AutomaticBaseChangeSucceededEvent { createdAt oldBase } }
        }
      }
    }
  }
  rateLimit { cost remaining }
}`;
}

/** Further reviews of several pull requests at once: variables `id0`, `after0`, `id1`, … */
export function reviewsQuery(count: number): string {
  const indices = Array.from({ length: count }, (_, index) => index);
  return `query (${indices.map((i) => `$id${i}: ID!, $after${i}: String`).join(', ')}) {
${indices
  .map(
    (i) => `  pull${i}: node(id: $id${i}) {
    ... on PullRequest {
      reviews(first: 100, after: $after${i}, ${submitted}) {
      ${reviewFields}
      }
    }
  }`,
  )
  .join('\n')}
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
