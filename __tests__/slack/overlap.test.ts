/** Runs that overlap, and runs that were stopped half-way: what they leave, the next one puts in order. */
import { expect, it } from 'vitest';
import { day, hour, pull } from '../support/samples.ts';
import type { StoredMessage } from '../twins/slack/message.ts';
import { type Life, startLife, textOf } from './channel-life.ts';

const minute = 60_000;
const old = (life: Life, ...numbers: number[]) =>
  numbers.map((number) => pull({ number, createdAt: life.now - (48 + number) * hour }));
const channel = 'C0123456789';
const refused = { kind: 'error', method: 'chat.update', code: 'no_permission' } as const;

/** Another run has posted the same, and has not looked again yet. */
function postAgain(life: Life, { blocks, metadata }: StoredMessage): string {
  return life.twin.channel(channel).post({ blocks, metadata });
}

it('the lower of two that overlapping runs have posted stays, whoever comes between', async () => {
  const life = await startLife();
  const pulls = old(life, 1, 2);
  await life.play({ pulls });
  const [first] = life.live();
  if (!first) throw new Error();
  const later = postAgain(life, first);
  expect(life.live().length).toBe(2);
  // The other run is about to take its own back: whoever took the first would leave none.
  const between = await life.play({ pulls, after: minute });
  expect(between).toMatchObject({ delivered: 'updated', ts: first.ts });
  expect(life.live().map(({ ts }) => ts)).toEqual([first.ts]);
  expect(textOf(life.messages().find(({ ts }) => ts === later))).toContain(first.ts.replace('.', ''));
});

it('two that overlapping runs have left are both followed by the next fresh one', async () => {
  const life = await startLife({ inputs: { delivery: 'replace' } });
  const pulls = old(life, 1, 2);
  await life.play({ pulls });
  const [first] = life.live();
  if (!first) throw new Error();
  postAgain(life, first);
  const next = await life.play({ pulls, after: day });
  expect(next).toMatchObject({ delivered: 'posted' });
  expect(life.messages().map(({ ts }) => ts)).toEqual([next.ts]);
});

it('two that overlapping runs have left are both superseded, also where the run that followed them was killed', async () => {
  const life = await startLife({ faults: [refused, refused].map((fault) => ({ ...fault, nth: 1 })) });
  const pulls = old(life, 1, 2);
  await life.play({ pulls });
  const [first] = life.live();
  if (!first) throw new Error();
  postAgain(life, first);
  await life.play({ pulls, after: day });
  expect(life.live().length).toBe(3);
  const next = await life.play({ pulls, after: hour });
  expect(life.live().map(({ ts }) => ts)).toEqual([next.ts]);
});

it('what the other of two has told is no news to a run that is made again', async () => {
  const life = await startLife();
  const [one, two] = old(life, 1, 2);
  if (!one || !two) throw new Error();
  await life.play({ pulls: [one, two], run: { id: 'killed' } });
  const [both] = life.live();
  if (!both) throw new Error();
  life.twin.channel(channel).remove(both.ts);
  await life.play({ pulls: [one] });
  // It knew of none, posted second, and was killed before it could look again.
  postAgain(life, both);
  const again = await life.play({ pulls: [one, two], run: { id: 'killed' }, after: minute });
  expect(again).toMatchObject({ delivered: 'updated', count: 2 });
  expect(life.live().map(({ ts }) => ts)).toEqual([again.ts]);
  expect(await life.play({ pulls: [one, two], after: hour })).toMatchObject({ delivered: 'unchanged' });
});

it.each([1, 2])('%i runs in a row that could not shrink the one before: the next one does', async (runs) => {
  const faults = Array.from({ length: runs === 1 ? 1 : 3 }, (_, index) => ({ ...refused, nth: index + 1 }));
  // Each of the faults counts on its own.
  const life = await startLife({ faults: faults.map((fault) => ({ ...fault, nth: 1 })) });
  const pulls = old(life, 1, 2);
  await life.play({ pulls });
  for (let run = 0; run < runs; run++)
    expect(await life.play({ pulls, after: day })).toMatchObject({ delivered: 'posted' });
  expect(life.live().length).toBe(runs + 1);
  const next = await life.play({ pulls, after: hour });
  expect(next).toMatchObject({ delivered: 'updated' });
  expect(life.live().map(({ ts }) => ts)).toEqual([next.ts]);
  expect(await life.play({ pulls, after: hour })).toMatchObject({ delivered: 'unchanged' });
});

it('of several that are to go the oldest goes first: a run that is stopped between leaves none behind for ever', async () => {
  const unable = { kind: 'error', method: 'chat.delete', code: 'no_permission' } as const;
  // The first, and the third of all.
  const faults = [1, 2].map((nth) => ({ ...unable, nth }));
  const life = await startLife({ faults, inputs: { delivery: 'replace' } });
  const pulls = old(life, 1, 2);
  await life.play({ pulls });
  await life.play({ pulls, after: day });
  await life.play({ pulls, after: day });
  expect(life.live().length).toBe(2);
  const next = await life.play({ pulls, after: hour });
  expect(life.live().map(({ ts }) => ts)).toEqual([next.ts]);
});

it('a fresh message follows all that runs before it could not shrink', async () => {
  const life = await startLife({ faults: [{ ...refused, nth: 1 }] });
  const pulls = old(life, 1, 2);
  await life.play({ pulls });
  await life.play({ pulls, after: day });
  expect(life.live().length).toBe(2);
  const next = await life.play({ pulls, after: day });
  expect(life.live().map(({ ts }) => ts)).toEqual([next.ts]);
});

it('an unchanged run reads Slack once, also where the message before is no longer there', async () => {
  const life = await startLife({ inputs: { delivery: 'replace' } });
  const pulls = old(life, 1, 2);
  await life.play({ pulls });
  await life.play({ pulls, after: day });
  expect(life.messages().length).toBe(1);
  const calls = life.twin.calls.length;
  expect(await life.play({ pulls, after: hour })).toMatchObject({ delivered: 'unchanged' });
  expect(life.twin.calls.slice(calls)).toEqual(['conversations.history']);
});

it('one that Slack lets nobody edit any more is no reason to say "updated"', async () => {
  const life = await startLife();
  const workspaceWith = (editWindowMinutes: number) =>
    life.twin.change((workspace) => ({ ...workspace, editWindowMinutes }));
  const pulls = old(life, 1, 2);
  await life.play({ pulls });
  workspaceWith(120);
  expect(await life.play({ pulls, after: day })).toMatchObject({ delivered: 'posted' });
  expect(await life.play({ pulls, after: hour })).toMatchObject({ delivered: 'unchanged' });
});

/** The message is gone by the time a run edits it. @param meanwhile what has happened in the channel */
async function editGone(meanwhile: (life: Life, standing: StoredMessage) => void, eventName = 'schedule') {
  let isArmed = false;
  const life: Life = await startLife({
    before: (method) => {
      const [standing] = life.live();
      if (!isArmed || method !== 'chat.update' || !standing) return;
      isArmed = false;
      life.twin.channel(channel).remove(standing.ts);
      meanwhile(life, standing);
    },
  });
  const [one, two] = old(life, 1, 2);
  if (!one || !two) throw new Error();
  await life.play({ pulls: [one, two] });
  isArmed = true;
  return { life, played: await life.play({ pulls: [one], after: hour, run: { eventName } }) };
}

it('one that somebody deletes between the look and the edit is posted anew', async () => {
  const { life, played } = await editGone(() => undefined);
  expect(played).toMatchObject({
    delivered: 'posted',
    why: expect.stringContaining('was deleted'),
    count: 1,
  });
  expect(life.live().map(({ ts }) => ts)).toEqual([played.ts]);
});

it('on an event it is not: events only edit', async () => {
  const { life, played } = await editGone(() => undefined, 'pull_request_review');
  expect(played).toMatchObject({ delivered: 'nothing-to-say', why: expect.stringContaining('was deleted') });
  expect(life.messages()).toEqual([]);
});

it('one that another run has replaced meanwhile is left to that run', async () => {
  const { life, played } = await editGone((at, standing) => postAgain(at, standing));
  expect(played).toMatchObject({ delivered: 'unchanged', why: expect.stringContaining('another run') });
  expect(life.live().map(({ ts }) => ts)).toEqual([played.ts]);
});

it('what a stopped run left further up than the newest page is found by the message that follows it', async () => {
  const life = await startLife({ faults: [{ ...refused, nth: 1 }], pageAtMost: 1 });
  const pulls = old(life, 1, 2);
  const first = await life.play({ pulls });
  const second = await life.play({ pulls, after: day });
  expect(life.live().map(({ ts }) => ts)).toEqual([first.ts, second.ts]);
  const third = await life.play({ pulls, after: hour });
  expect(third).toMatchObject({ delivered: 'updated', why: expect.stringContaining('superseded') });
  expect(life.live().map(({ ts }) => ts)).toEqual([second.ts]);
});
