import type { PullRequestTimelineItemsItemType } from '@octokit/graphql-schema';
import { hash, headOid, instant, type Located, writeId } from './access.ts';
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

const key = ({ repository, pull }: Located) => `${repository.nameWithOwner}#${pull.number}`;

export const pullRequestFields: Fields<PullRequestView> = {
  id: (view) => writeId('PR', key(view)),
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
  commits: (_, __, { access }) => {
    access.need('contents');
    throw new UnmodelledError('PullRequest.commits for a token with contents: read');
  },
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

export const reviewFields: Fields<ReviewView> = {
  id: (view) => `PRR_${hash(`${key(view)} ${view.index}`)}`,
  state: ({ review }) => review.state,
  submittedAt: ({ review }) => review.submittedAt && instant(review.submittedAt),
  author: ({ review }) => actorView(review.author),
  body: ({ review }) => review.body ?? '',
  pullRequest: ({ repository, pull }) => pullRequestView({ repository, pull }),
  commit: (view, _, { access }) => {
    access.need('contents');
    return { __typename: 'Commit', oid: view.review.commit ?? headOid(view) };
  },
};
