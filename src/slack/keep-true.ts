/** One message that is kept true: posted, edited, and what it supersedes made small (docs/slack.md). */
import type { Live } from '../report/slack/compare.ts';
import type { Delivery, Note } from '../report/slack/delivery.ts';
import type { Render } from '../report/slack/message.ts';
import { isLeftover, type Plan } from '../report/slack/plan.ts';
import { failedDelivery, postedDelivery, sendOnce } from './bot.ts';
import { type Channel, permalink } from './channel.ts';
import type { SlackFailure } from './failure.ts';
import { sendFitting } from './fitting.ts';
import { findLive, type Sought } from './history.ts';
import type { Posting, Result } from './posting.ts';

/** It is no longer there. */
const gone = ['message_not_found'];
/** It stays as it is: too old, or not ours to change any more. */
const fixed = ['edit_window_closed', 'cant_update_message', 'block_mismatch', 'streaming_state_conflict'];

export interface Keeping {
  readonly plan: Plan;
  readonly channel: Channel;
  readonly sought: Sought;
  readonly posting: Posting;
}

/**
 * Does what is planned. Two runs that overlap end with one message: each looks again after it wrote. First comes the
 * new message, then the old one goes: a run that is stopped between leaves both, and the next one makes it one.
 */
export async function keepTrue(keeping: Keeping): Promise<Delivery> {
  const { plan } = keeping;
  const { outcome, live } = plan;
  switch (outcome.kind) {
    case 'post':
      return postFresh(keeping, outcome.why);
    case 'edit':
      return live ? editLive(keeping, live, outcome.why) : postFresh(keeping, outcome.why);
    case 'unchanged':
      return live ? leave(keeping, live, outcome.why) : nothing(keeping, outcome.why);
    case 'nothing':
      return nothing(keeping, outcome.why);
  }
}

function nothing({ plan, channel }: Keeping, why: string): Delivery {
  return { ...standing(channel, plan.live?.ts), delivered: 'nothing-to-say', ...countOf(plan.fresh), why };
}

function standing(channel: Channel, ts: string | undefined) {
  return { to: channel.name, channel: channel.name, ts, notes: [] };
}

function countOf(render: Render): Pick<Delivery, 'count' | 'named'> {
  const { count, named } = render();
  return { count, named };
}

/** Nothing to write, but for what a run left that was stopped half-way. */
async function leave(keeping: Keeping, live: Live, why: string): Promise<Delivery> {
  const { plan, channel } = keeping;
  const left = { ...standing(channel, live.ts), ...countOf(plan.edited), why };
  const { done, notes } = await supersedeAll(keeping, plan.leftovers, live.ts, { again: true });
  return done > 0
    ? { ...left, delivered: 'updated', why: `an older message was superseded; ${why}`, notes }
    : { ...left, delivered: 'unchanged', notes };
}

async function editLive(keeping: Keeping, live: Live, why: string): Promise<Delivery> {
  const { plan, channel, posting } = keeping;
  const sent = await sendFitting(plan.edited, (message) => channel.update(live.ts, message), posting);
  const { count, named } = sent.message;
  if ('failure' in sent) {
    const code = codeOf(sent.failure);
    if (gone.includes(code)) return afterGone(keeping);
    if (fixed.includes(code)) return afterFixed(keeping, code);
    return { ...(await failedDelivery(channel, sent.failure, 'edit')), count, named };
  }
  const { notes } = await supersedeAll(keeping, plan.leftovers, live.ts);
  const edited = { ...standing(channel, live.ts), count, named, why };
  const newest = await newestAfter(keeping, live.ts);
  if (newest === undefined) return { ...edited, delivered: 'updated', notes };
  // Another run has followed it meanwhile, and this edit has made it look alive.
  const further = await supersedeAll(keeping, [live], newest);
  return {
    ...edited,
    ts: newest,
    delivered: 'unchanged',
    why: otherRun,
    notes: [...notes, ...further.notes],
  };
}

const otherRun = 'another run has posted a newer message meanwhile';

/** Another run may have deleted it, and posted a newer one; else there is no message any more. */
async function afterGone(keeping: Keeping): Promise<Delivery> {
  const { plan, channel, sought } = keeping;
  const found = await findLive(channel, sought);
  const { count, named } = countOf(plan.edited);
  if ('failure' in found) return { ...(await failedDelivery(channel, found.failure, 'read')), count, named };
  const [newest] = found.answer;
  if (newest) return { ...standing(channel, newest.ts), delivered: 'unchanged', count, named, why: otherRun };
  const { without } = plan;
  if (without.kind === 'post') return postFresh(keeping, 'the message was deleted');
  return { ...nothing(keeping, `the message was deleted; ${without.why}`), ts: undefined };
}

async function afterFixed(keeping: Keeping, code: string): Promise<Delivery> {
  const why = `the message can no longer be edited (${code})`;
  return keeping.plan.mayFollow ? postFresh(keeping, why) : nothing(keeping, why);
}

async function postFresh(keeping: Keeping, why: string): Promise<Delivery> {
  const { plan, channel, posting } = keeping;
  const identity = await channel.identity();
  if ('failure' in identity)
    return { ...(await failedDelivery(channel, identity.failure, 'read')), ...countOf(plan.fresh) };
  const { author } = identity.answer;
  const render: Render = (...how) => {
    const message = plan.fresh(...how);
    return { ...message, memory: { ...message.memory, author } };
  };
  const sent = await sendOnce(render, channel, posting);
  const { count, named, memory } = sent.message;
  if ('failure' in sent) return { ...(await failedDelivery(channel, sent.failure, 'post')), count, named };
  const posted = { ...postedDelivery(channel, sent.answer), count, named, why };
  const { ts } = sent.answer;
  if (ts === undefined) return posted;

  const found = await findLive(channel, keeping.sought);
  const all = 'failure' in found ? [] : found.answer;
  const before = Number(memory.before ?? 0);
  const rival = all
    .filter((one) => Number(one.ts) > before && Number(one.ts) < Number(ts))
    .sort((one, other) => Number(one.ts) - Number(other.ts))[0];
  if (rival) {
    const notes = await withdraw(keeping, { ts, memory, items: [], isEdited: false }, rival.ts);
    const isOwn = rival.memory.run === memory.run && rival.memory.now === memory.now;
    const kept = { ...posted, ts: rival.ts, notes: [...posted.notes, ...notes] };
    return isOwn
      ? kept
      : { ...kept, delivered: 'unchanged', why: 'another run posted at the same time, and first' };
  }
  const own = { ts, memory };
  const older = all.filter((one) => isLeftover(one, own));
  const known = [...(plan.live ? [plan.live] : []), ...plan.leftovers];
  const { notes } = await supersedeAll(keeping, [...known, ...older], ts);
  return { ...posted, notes: [...posted.notes, ...notes] };
}

/** Takes a message back that another one stands before. */
async function withdraw(keeping: Keeping, own: Live, successor: string): Promise<Note[]> {
  const removed = await keeping.channel.remove(own.ts);
  return 'failure' in removed && !gone.includes(codeOf(removed.failure))
    ? (await supersedeAll(keeping, [own], successor)).notes
    : [];
}

/** The newest message of ours, if one stands after that. What cannot be read is left to the next run. */
async function newestAfter({ channel, sought }: Keeping, ts: string): Promise<string | undefined> {
  const found = await findLive(channel, sought);
  const newest = 'failure' in found ? undefined : found.answer[0]?.ts;
  return newest !== undefined && Number(newest) > Number(ts) ? newest : undefined;
}

interface SupersededAll {
  /** How many are superseded now. */
  readonly done: number;
  /** What could not be done: the next run tries again. */
  readonly notes: Note[];
}

/**
 * Makes messages small, or deletes them. The oldest goes first: the later ones lead to it, as long as they stand.
 * @param again one that stays as it is was told of before
 */
async function supersedeAll(
  keeping: Keeping,
  all: readonly Live[],
  successor: string,
  { again } = { again: false },
): Promise<SupersededAll> {
  let done = 0;
  const notes: Note[] = [];
  const oldestFirst = all.toSorted((one, other) => Number(one.ts) - Number(other.ts));
  for (const one of new Map(oldestFirst.map((live) => [live.ts, live])).values()) {
    const failure = await supersede(keeping, one, successor);
    const code = failure ? codeOf(failure) : '';
    if (!failure) done++;
    else if (!gone.includes(code) && !(again && fixed.includes(code)))
      notes.push({
        topic: 'message-not-superseded',
        text: `The message before could not be ${keeping.plan.superseded ? 'superseded' : 'deleted'}: ${code || 'no clear answer'}. ${fixed.includes(code) ? 'It stays as it is.' : 'The next run tries again.'}`,
      });
  }
  return { done, notes };
}

async function supersede(
  { plan, channel }: Keeping,
  live: Live,
  successor: string,
): Promise<SlackFailure | undefined> {
  if (!plan.superseded) return failureOf(await channel.remove(live.ts));
  const identity = await channel.identity();
  if ('failure' in identity) return identity.failure;
  const next = { ts: successor, url: permalink(identity.answer, channel.name, successor) };
  return failureOf(await channel.update(live.ts, plan.superseded(live, next)));
}

function failureOf(result: Result<unknown>): SlackFailure | undefined {
  return 'failure' in result ? result.failure : undefined;
}

function codeOf(failure: SlackFailure): string {
  return failure.kind === 'refused' ? failure.code : '';
}
