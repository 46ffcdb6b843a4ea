import type { PullRequestTimelineItemsItemType } from '@octokit/graphql-schema';
import { hash, headOid, instant, isCrossRepository, type Located, pullRequestId } from './access.ts';
import { connection, viewed } from './connection.ts';
import { TypedError, UnmodelledError } from './error.ts';
import { eventTypes } from './event-fields.ts';
import type { Fields, Resolver } from './resolver.ts';
import {
  actorView,
  type CommitView,
  type EventView,
  headName,
  ownerView,
  type PullRequestView,
  pullRequestUrl,
  pullRequestView,
  type ReviewView,
  repositoryView,
  updatedAt,
} from './view.ts';
import type { WorldComment } from './world.ts';

const key = ({ repository, pull }: Located) => `${repository.nameWithOwner}#${pull.number}`;

/**
 * Refused to whoever may read neither checks nor statuses, where there are any (seen in vig-os/devkit#1850; for
 * pull requests of private repositories in windmill-sync-example#72). One of the two suffices for `state`: a
 * fine-grained token, that can have no checks, reads it (berenddeboer/ready-for-agent#222), and refused are the
 * contexts of the other kind alone (kirodotdev/KiroCrew#4830, philips-software/pull-request-report-action#557).
 */
const rollup: Resolver<Located> = ({ repository, pull }, _, { access }) => {
  if (!pull.checks) return null;
  access.need('checks', 'statuses');
  const id = `SCR_${hash(key({ repository, pull }))}`;
  return { __typename: 'StatusCheckRollup', id, state: pull.checks };
};

const fields: Fields<PullRequestView> = {
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
  // Both are null for a fork that was deleted (seen in anomalyco/opencode#13820, desktop/desktop#3992).
  headRepository: (view, _, { access }) => {
    const head = access.headRepository(view);
    return head && repositoryView(head);
  },
  headRepositoryOwner: (view, _, { access }) => {
    const head = access.headRepository(view);
    return head && ownerView(head);
  },
  isCrossRepository,
  mergeable: ({ pull }, _, { access }) => access.mergeability.of(pull),
  statusCheckRollup: rollup,
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
  // Bots are left out (seen in microsoft/vscode-pull-request-github#7324): `assignedActors` has them.
  assignees: ({ pull }, args, _, info) => {
    const users = (pull.assignees ?? []).filter(({ type }) => type === 'User');
    return viewed(connection(info, args, users), actorView);
  },
  assignedActors: ({ pull }, args, _, info) =>
    viewed(connection(info, args, pull.assignees ?? []), actorView),
  closedAt: ({ pull }) => (pull.closedAt ? instant(pull.closedAt) : null),
  authorAssociation: ({ pull }) => pull.association ?? 'NONE',
  // Null where GitHub could not compute the difference.
  files: ({ pull }, args, _, info) => {
    if (pull.files === null) return null;
    const page = connection(info, args, pull.files ?? []);
    return viewed(page, (path) => ({ __typename: 'PullRequestChangedFile', path }));
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

/** Each field, or the error that the world has in its place. */
export const pullRequestFields: Fields<PullRequestView> = Object.fromEntries(
  Object.entries(fields).map(([name, resolve]): [string, Resolver<PullRequestView>] => [
    name,
    (view, ...rest) => {
      const error = view.pull.failing?.[name];
      if (error) throw new TypedError(error.type, error.message);
      return resolve(view, ...rest);
    },
  ]),
);

export const pullRequestCommitFields: Fields<{ located: Located }> = {
  commit: ({ located }): CommitView => {
    const committedDate = instant(located.pull.committedAt ?? located.pull.createdAt);
    return { __typename: 'Commit', oid: headOid(located), committedDate, located };
  },
};

export const commitFields: Fields<CommitView> = {
  oid: ({ oid }) => oid,
  committedDate: ({ committedDate }) => committedDate,
  statusCheckRollup: ({ located }, ...rest) => {
    if (!located) throw new UnmodelledError('the checks of a commit that is not the head');
    return rollup(located, ...rest);
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
  commit: (view, _, { access }): CommitView => {
    access.need('contents');
    const oid = view.review.commit ?? headOid(view);
    const located = oid === headOid(view) ? view : null;
    return { __typename: 'Commit', oid, committedDate: null, located };
  },
};
