import { expect, test } from 'vitest';
import { asked, event, pull, repository, review, token, world } from '../../worlds/builder.ts';
import { asking, web } from './ask.ts';

test.each([
  [{ login: 'anna', type: 'User' }, 'User', 'anna'],
  [{ login: 'copilot-pull-request-reviewer', type: 'Bot' }, 'Bot', 'copilot-pull-request-reviewer'],
  [{ login: 'old', type: 'Mannequin' }, 'Mannequin', 'old'],
  [{ team: 'acme/core' }, 'Team', 'acme/core'],
] as const)(
  'who is asked again after a review has an open request, and an event later than it: %j',
  async (who, type, name) => {
    const one = pull({
      number: 1,
      reviews: [review('login' in who ? who : 'anna', 'CHANGES_REQUESTED', 9)],
      ...asked(who, 3),
    });
    one.events.unshift(event({ type: 'ReviewRequestedEvent', reviewer: who }, 20));
    const permissions = { 'pull-requests': 'read', members: 'read' } as const;
    const seen = await asking({
      world: world([repository('acme/web', {}, [one])], [token({ kind: 'app', permissions })]),
    });
    const reviewer =
      'requestedReviewer { __typename ... on User { login } ... on Bot { login } ... on Mannequin { login } ... on Team { combinedSlug } }';
    const { body } = await seen.graphql(
      web(`pullRequest(number: 1) {
      reviews(first: 1) { nodes { submittedAt } }
      reviewRequests(first: 9) { nodes { ${reviewer} } }
      timelineItems(last: 9, itemTypes: [REVIEW_REQUESTED_EVENT]) { nodes { ... on ReviewRequestedEvent { createdAt ${reviewer} } } } }`),
    );
    const requestedReviewer = { __typename: type, [type === 'Team' ? 'combinedSlug' : 'login']: name };
    expect(body).toEqual({
      data: {
        repository: {
          pullRequest: {
            reviews: { nodes: [{ submittedAt: '2026-09-01T03:00:00Z' }] },
            reviewRequests: { nodes: [{ requestedReviewer }] },
            timelineItems: {
              nodes: [
                { createdAt: '2026-08-31T16:00:00Z', requestedReviewer },
                { createdAt: '2026-09-01T09:00:00Z', requestedReviewer },
              ],
            },
          },
        },
      },
    });
  },
);
