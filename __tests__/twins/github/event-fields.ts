import type { PullRequestTimelineItemsItemType } from '@octokit/graphql-schema';
import { hash, instant } from './access.ts';
import { UnmodelledError } from './error.ts';
import type { Fields, Resolver } from './resolver.ts';
import { type EventView, pullRequestView, reviewerView } from './view.ts';
import type { WorldEvent } from './world.ts';

/** The events that the twin has, by their names in `itemTypes`. */
export const eventTypes: Readonly<Partial<Record<PullRequestTimelineItemsItemType, WorldEvent['type']>>> = {
  READY_FOR_REVIEW_EVENT: 'ReadyForReviewEvent',
  CONVERT_TO_DRAFT_EVENT: 'ConvertToDraftEvent',
  REOPENED_EVENT: 'ReopenedEvent',
  HEAD_REF_FORCE_PUSHED_EVENT: 'HeadRefForcePushedEvent',
  REVIEW_REQUESTED_EVENT: 'ReviewRequestedEvent',
  REVIEW_REQUEST_REMOVED_EVENT: 'ReviewRequestRemovedEvent',
  REVIEW_DISMISSED_EVENT: 'ReviewDismissedEvent',
  BASE_REF_CHANGED_EVENT: 'BaseRefChangedEvent',
  AUTOMATIC_BASE_CHANGE_SUCCEEDED_EVENT: 'AutomaticBaseChangeSucceededEvent',
};

/** A field that only this type has: the schema keeps it from being asked of others. */
const own =
  (name: string): Resolver<EventView> =>
  ({ event }) =>
    Object.entries(event).find(([key]) => key === name)?.[1] ?? null;

const requestedReviewer: Resolver<EventView> = ({ event }, _, { access }) =>
  'reviewer' in event ? reviewerView(event.reviewer, access) : null;

const ofContents: Resolver<EventView> = (_, __, { access }, info) => {
  access.need('contents');
  throw new UnmodelledError(`${info.parentType.name}.${info.fieldName} for a token with contents: read`);
};

const common: Fields<EventView> = {
  id: ({ event, repository, pull }) =>
    `EV_${hash(`${repository.nameWithOwner}#${pull.number} ${JSON.stringify(event)}`)}`,
  createdAt: ({ event }) => instant(event.createdAt),
  pullRequest: ({ repository, pull }) => pullRequestView({ repository, pull }),
};

/** The modelled fields of each type of event. */
export const eventFields: Readonly<Record<WorldEvent['type'], Fields<EventView>>> = {
  ReadyForReviewEvent: common,
  ConvertToDraftEvent: common,
  ReopenedEvent: common,
  HeadRefForcePushedEvent: { ...common, afterCommit: ofContents, beforeCommit: ofContents, ref: ofContents },
  ReviewRequestedEvent: { ...common, requestedReviewer },
  ReviewRequestRemovedEvent: { ...common, requestedReviewer },
  ReviewDismissedEvent: { ...common, previousReviewState: own('previousReviewState') },
  BaseRefChangedEvent: {
    ...common,
    previousRefName: own('previousRefName'),
    currentRefName: own('currentRefName'),
  },
  AutomaticBaseChangeSucceededEvent: { ...common, oldBase: own('oldBase'), newBase: own('newBase') },
};
