/** The pull request of a row of cases.yml, in the words that its head explains. Every wrong word is an error. */
import * as v from 'valibot';
import { toCommentPage, toReviewPage } from '../../src/github/pull-requests/mapping.ts';
import type { Subject } from '../../src/review/explanation.ts';
import {
  type Account,
  type Instant,
  type PullRequest,
  type Review,
  turns,
} from '../../src/review/pull-request.ts';
import { stackOf } from '../../src/review/stack.ts';
import type { Settings } from '../../src/settings/settings.ts';
import { exclusionOf, isNamed, type PatternList, selects } from '../../src/values/pattern-list.ts';
import { asked, pull } from '../support/samples.ts';

const text = v.string();
export const pullShape = v.partial(
  v.strictObject({
    opened: text,
    author: text,
    base: text,
    draft: v.literal(true),
    labels: v.array(text),
    head: text,
    reviews: v.array(text),
    comments: v.array(text),
    events: v.array(text),
    assignees: v.array(text),
    turns: v.array(v.picklist(turns)),
    number: v.number(),
    open: v.array(text),
  }),
);
type Given = v.InferOutput<typeof pullShape>;
/** Reads a time of the row's zone. */
type At = (time: string) => Instant;

/** The pull request that a row tells of, as the action finds it. */
export function readPull(given: Given, { branch, includeStacked }: Settings, at: At): Subject {
  const { opened = 'no time of opened', author = 'octocat', base = 'main' } = given;
  const events = (given.events ?? []).map((event) => readEvent(event, at));
  const latest = (...kinds: string[]) => events.filter(({ kind }) => kinds.includes(kind)).at(-1);
  const reviews = [...readReviews(given.reviews ?? [], at), ...readComments(given.comments ?? [], at)];
  const restarted = latest('left draft', 'reopened');
  const retargeted = latest('base changed from');
  const ended = latest('closed', 'merged', 'reopened');
  const { number = 1, assignees = [], turns: own } = given;
  const pullRequest = pull({
    number,
    stackedOn: includeStacked ? readStack(given.open ?? [], { number, base }, branch) : undefined,
    assignees,
    ...(own && { turns: own }),
    author: readAccount(author),
    base,
    draft: given.draft ?? latest('left draft', 'back to draft')?.kind === 'back to draft',
    labels: given.labels ?? [],
    createdAt: at(opened),
    restarted: restarted && {
      how: restarted.kind === 'reopened' ? 'was reopened' : 'left draft',
      at: restarted.at,
    },
    retargeted: retargeted && { from: retargeted.name, at: retargeted.at },
    reviews,
    ...readRequests(events, reviews),
    ...readHead(given.head, latest('force-pushed')?.at, at),
  });
  const state = ended?.kind === 'merged' ? 'merged' : ended?.kind === 'closed' ? 'closed' : 'open';
  const matches = branch ? selects(branch, base) : base === 'main';
  return {
    pullRequest,
    state,
    closedAt: state === 'open' ? undefined : ended?.at,
    watched: {
      branch: branch?.entries.join(', ') ?? 'main',
      matches: matches || pullRequest.stackedOn !== undefined,
    },
  };
}

const layerForm = /^#(\d+) (fork:)?(\S+) → (\S+)$/;

/** On which of the others that are open it stands; the default branch is `main`. */
function readStack(
  lines: readonly string[],
  own: { readonly number: number; readonly base: string },
  branch: PatternList | undefined,
): number | undefined {
  const layers = lines.map((line) => {
    const [, number, fork, head = '', base = ''] = layerForm.exec(line) ?? [];
    if (!number) throw new Error(`"${line}" is no pull request such as: #101 feature-1 → main`);
    return { number: Number(number), base, head: fork ? undefined : head };
  });
  const watches = (base: string) => (branch ? selects(branch, base) : base === 'main');
  const excludes = (base: string) => branch !== undefined && exclusionOf(branch, [base]) !== undefined;
  const names = (base: string) => branch !== undefined && isNamed(branch, base);
  const rules = { watches, excludes, names, defaultBranch: 'main' };
  return stackOf([...layers, { ...own, head: undefined }], rules).get(own.number);
}

interface Event {
  readonly kind: string;
  /** Of whom a review was asked, or which branch it was. */
  readonly name: string;
  readonly at: Instant;
}

const eventForm =
  /^(?:(left draft|back to draft|closed|reopened|merged|force-pushed)|(base changed from|asked|no longer asked) (\S+)) (\d.*|\(time unknown\))$/;

function readEvent(event: string, at: At): Event {
  const [, alone, withName, name = '', time = ''] = eventForm.exec(event) ?? [];
  const kind = alone ?? withName;
  if (!kind || (time === '(time unknown)' && kind !== 'asked'))
    throw new Error(`"${event}" is no event such as: left draft 2026-08-03 09:30`);
  return { kind, name, at: time === '(time unknown)' ? Number.NEGATIVE_INFINITY : at(time) };
}

/** A request is open until it is taken back or answered by a review. */
function readRequests(
  events: readonly Event[],
  reviews: readonly Review[],
): Pick<PullRequest, 'requested' | 'requestEvents'> {
  const requests = events.filter(({ kind }) => kind === 'asked');
  const isOpen = ({ name, at }: Event) =>
    !events.some((other) => other.kind === 'no longer asked' && other.name === name && other.at >= at) &&
    !reviews.some(({ author, submittedAt }) => author.login === name && submittedAt >= at);
  const names = new Set(requests.filter(isOpen).map(({ name }) => name));
  return {
    requested: asked(...names),
    requestEvents: requests.filter(({ at }) => Number.isFinite(at)),
  };
}

function readHead(
  head: string | undefined,
  forcePushedAt: Instant | undefined,
  at: At,
): Pick<PullRequest, 'head'> {
  if (head === undefined) return {};
  const [, commit = '', time = ''] = /^(\w+) (\d.*)$/.exec(head) ?? [];
  if (!commit) throw new Error(`"${head}" is no head such as: c2 2026-08-03 09:30`);
  return { head: { commit, committedAt: at(time), forcePushedAt } };
}

const pageInfo = { hasNextPage: false, endCursor: null };
const reviewForm = /^(\S+(?: \(mannequin\))?) ([a-z-]+) (\d.*?)(?: on (\w+))?$/;
const states = {
  approved: 'APPROVED',
  'changes-requested': 'CHANGES_REQUESTED',
  commented: 'COMMENTED',
  dismissed: 'DISMISSED',
  pending: 'PENDING',
} as const;

/** Reviews as GitHub gives them, read as the action reads them. */
function readReviews(lines: readonly string[], at: At): readonly Review[] {
  const nodes = lines.map((line) => {
    const [, login = '', word = '', time = '', commit] = reviewForm.exec(line) ?? [];
    const state = Object.entries(states).find(([name]) => name === word)?.[1];
    if (!state) throw new Error(`"${line}" is no review such as: hubot approved 2026-08-03 09:30`);
    const submittedAt = state === 'PENDING' ? null : at(time);
    return { state, submittedAt, author: actorOf(login), commit: commit ? { oid: commit } : null };
  });
  return toReviewPage({ pageInfo, nodes }).reviews;
}

function readComments(lines: readonly string[], at: At): readonly Review[] {
  const nodes = lines.map((line) => {
    const [, login, time = ''] = /^(\S+(?: \(mannequin\))?) (\d.*)$/.exec(line) ?? [];
    if (!login) throw new Error(`"${line}" is no comment such as: hubot 2026-08-03 09:30`);
    return { createdAt: at(time), author: actorOf(login) };
  });
  return toCommentPage({ pageInfo, nodes }).reviews;
}

/** GitHub gives no account for a deleted one, and a bot without its `[bot]`. */
function actorOf(name: string): { __typename: string; login: string } | null {
  const [login = '', imported] = name.split(' ');
  if (login === 'ghost') return null;
  if (imported) return { __typename: 'Mannequin', login };
  const bot = /^(.+)\[bot\]$/.exec(login)?.[1];
  return bot ? { __typename: 'Bot', login: bot } : { __typename: 'User', login };
}

function readAccount(login: string): Account {
  if (login === 'ghost') return { login, kind: 'deleted' };
  return { login, kind: login.endsWith('[bot]') ? 'bot' : 'user' };
}
