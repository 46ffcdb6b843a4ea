import type { PullRequestTimelineItemsItemType } from '@octokit/graphql-schema';
import { hash, headOid, instant, type Located, pullRequestId } from './access.ts';
import { connection, viewed } from './connection.ts';
import { UnmodelledError } from './error.ts';
import { eventTypes } from './event-fields.ts';
import type { Fields } from './resolver.ts';
import {
  actorView,
  type EventView,
  headName,
  type PullRequestView,
  pullRequestUrl,
  pullRequestView,
  type ReviewView,
  repositoryView,
  updatedAt,
} from './view.ts';
import type { WorldComment } from './world.ts';

const key = ({ repository, pull }: Located) => `${repository.nameWithOwner}#${pull.number}`;

export const pullRequestFields: Fields<PullRequestView> = {
  id: pullRequestId,
  number: ({ pull }) => pull.number,
  title: ({ pull }) => pull.title,
  url: pullRequestUrl,
  permalink: pullRequestUrl,
  state: ({ pull }) => pull.state,
  closed: ({ pull }) => pull.state !== 'OPEN',
  merged: ({ pull }) => pull.state === 'MERGED',
  isDraft: ({ pull }) => pull.isDraft,
  createdAt: ({ pull }) => instant(pull.createdAt),
  updatedAt: ({ pull }) => instant(new Date(updatedAt(pull)).toISOString()),
  additions: ({ pull }) => pull.additions,
  deletions: ({ pull }) => pull.deletions,
  changedFiles: ({ pull }) => pull.changedFiles,
  baseRefName: ({ pull }) => pull.base,
  headRefName: ({ pull }) => headName(pull),
  headRefOid: headOid,
  author: ({ pull }) => actorView(pull.author),
  repository: ({ repository }) => repositoryView(repository),
  baseRef: ({ pull }, _, { access }) => {
    access.need('contents');
    return { __typename: 'Ref', name: pull.base };
  },
  headRef: ({ pull }, _, { access }) => {
    access.need('contents');
    return { __typename: 'Ref', name: headName(pull) };
  },
  commits: (view, args, { access }, info) => {
    access.need('contents');
    // The head commit stands for all of them.
    const page = connection(info, args, [view]);
    return viewed(page, (located) => ({ __typename: 'PullRequestCommit', located }));
  },
  comments: ({ pull }, args, _, info) => {
    const page = connection(info, args, pull.comments ?? []);
    return viewed(page, (comment) => ({ __typename: 'IssueComment', comment }));
  },
  closedAt: ({ pull }) => (pull.closedAt ? instant(pull.closedAt) : null),
  labels: ({ pull }, args, _, info) => {
    const page = connection(info, args, pull.labels);
    return viewed(page, (name) => ({ __typename: 'Label', name }));
  },
  reviews: ({ repository, pull }, args, _, info) => {
    const states = Array.isArray(args['states']) ? args['states'] : undefined;
    const author = typeof args['author'] === 'string' ? args['author'].toLowerCase() : undefined;
    const chosen = pull.reviews
      .map((review, index): ReviewView => ({ repository, pull, review, index }))
      .filter(
        ({ review }) =>
          review.state !== 'PENDING' &&
          (!states || states.includes(review.state)) &&
          (author === undefined || review.author?.login.toLowerCase() === author),
      );
    return connection(info, args, chosen, {
      filters: ['states', 'author'],
      position: ({ index }) => [index],
    });
  },
  reviewRequests: (view, args, _, info) => {
    const page = connection(info, args, view.pull.requested);
    return viewed(page, (requested) => ({ __typename: 'ReviewRequest', requested }));
  },
  timelineItems: ({ repository, pull }, args, _, info) => {
    if (!Array.isArray(args['itemTypes'])) throw new UnmodelledError('a timeline of every type of item');
    const types = args['itemTypes'].map((name: PullRequestTimelineItemsItemType) => {
      const type = eventTypes[name];
      if (!type) throw new UnmodelledError(`timeline items of type ${name}`);
      return type;
    });
    const chosen = pull.events
      .filter(({ type }) => types.includes(type))
      .sort((a, b) => Date.parse(a.createdAt) - Date.parse(b.createdAt))
      .map((event): EventView => ({ __typename: event.type, event, repository, pull }));
    const page = connection(info, args, chosen, { filters: ['itemTypes'] });
    return { ...page, filteredCount: page.totalCount, pageCount: page.nodes.length };
  },
};

export const commitFields: Fields<{ located: Located }> = {
  commit: ({ located }) => {
    const committedDate = instant(located.pull.committedAt ?? located.pull.createdAt);
    return { __typename: 'Commit', oid: headOid(located), committedDate };
  },
};

export const commentFields: Fields<{ comment: WorldComment }> = {
  createdAt: ({ comment }) => instant(comment.createdAt),
  author: ({ comment }) => actorView(comment.author),
};

export const reviewFields: Fields<ReviewView> = {
  id: (view) => `PRR_${hash(`${key(view)} ${view.index}`)}`,
  state: ({ review }) => review.state,
  submittedAt: ({ review }) => review.submittedAt && instant(review.submittedAt),
  createdAt: ({ review }) => review.submittedAt && instant(review.submittedAt),
  author: ({ review }) => actorView(review.author),
  body: ({ review }) => review.body ?? '',
  pullRequest: ({ repository, pull }) => pullRequestView({ repository, pull }),
  commit: (view, _, { access }) => {
    access.need('contents');
    return { __typename: 'Commit', oid: view.review.commit ?? headOid(view), committedDate: null };
  },
};
