/** Whom a message pings, and where it names them. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Live } from '../../../src/report/slack/compare.ts';
import { planMessage } from '../../../src/report/slack/plan.ts';
import { readRemembered } from '../../../src/report/slack/remembered.ts';
import {
  account,
  anybody,
  asked,
  audience,
  hoursAgo,
  type Inputs,
  now,
  pull,
  report,
} from '../../support/samples.ts';
import { pingsOf } from '../../twins/slack/pings.ts';

type Changes = Parameters<typeof pull>[0];

const idOf = (name: string) => anybody.idOf(name)?.id ?? '';
const told = (pulls: readonly Changes[], inputs: Inputs = {}) => ({
  ...audience(
    report(
      pulls.map((changes, index) => pull({ number: index + 1, ...changes })),
      { inputs: { mention: 'asked', 'max-listed': '45', ...inputs } },
    ),
  ),
  directory: anybody,
});
const messageOf = (pulls: readonly Changes[], inputs: Inputs = {}) =>
  planMessage(told(pulls, inputs), [], new Map()).fresh();

/** The message that stands in the channel, posted so many hours ago. */
function liveOf(pulls: readonly Changes[], hours: number, inputs: Inputs = {}): Live {
  const { memory } = messageOf(pulls, inputs);
  return {
    ts: '1.1',
    memory: { ...memory, now: hoursAgo(hours), asOf: hoursAgo(hours) },
    items: [],
    isEdited: false,
  };
}

describe('a fresh message', () => {
  it('names those asked behind the title, and below it by their logins as ever', () => {
    const { blocks } = messageOf([{ title: 'Short', requested: asked('ada', 'acme/core') }]);
    expect(blocks.slice(2, 4)).toEqual([
      {
        type: 'rich_text',
        elements: [
          {
            type: 'rich_text_section',
            elements: [
              { type: 'text', text: '4 d  ', style: { bold: true } },
              { type: 'link', url: 'https://github.com/acme/web/pull/1', text: '#1 Short' },
              { type: 'text', text: ' ' },
              { type: 'user', user_id: idOf('ada') },
              { type: 'text', text: ' ' },
              { type: 'usergroup', usergroup_id: idOf('acme/core') },
            ],
          },
        ],
      },
      {
        type: 'context',
        elements: [{ type: 'plain_text', text: '+120 −30 · asked: ada, acme/core', emoji: false }],
      },
    ]);
  });

  it('says of an author that he is', () => {
    const json = JSON.stringify(messageOf([{ author: account('ben') }], { mention: 'authors' }).blocks);
    expect(json).toContain(`{"type":"text","text":" by "},{"type":"user","user_id":"${idOf('ben')}"}`);
  });

  it('names the others in a line of their own: those that do not fit beside a title, and of those only counted', () => {
    const message = messageOf(
      [
        { requested: asked('ada', 'ben', 'cleo'), createdAt: hoursAgo(200) },
        { requested: asked('ada', 'dora'), createdAt: hoursAgo(100) },
      ],
      { 'max-listed': '1' },
    );
    const line =
      message.blocks.map((block) => JSON.stringify(block)).find((json) => json.includes('Also:')) ?? '';
    expect(pingsOf({ text: '', blocks: [JSON.parse(line)] })).toEqual([idOf('cleo'), idOf('dora')]);
    expect(pingsOf(message).toSorted()).toEqual(['ada', 'ben', 'cleo', 'dora'].map(idOf).toSorted());
  });

  it('bounds that line, and counts who does not fit', () => {
    const names = Array.from({ length: 60 }, (_, index) => `dev${index}`);
    const message = messageOf(
      names.map((name) => ({ requested: asked(name) })),
      { 'max-listed': '1' },
    );
    expect(pingsOf(message).length).toBe(31);
    expect(JSON.stringify(message.blocks)).toContain(' and 29 more"');
  });

  it('pings with no word of its text, which is for notifications', () => {
    const message = messageOf([{ title: '<@U0123456789> <!here> @ada', requested: asked('ada') }]);
    expect(pingsOf({ text: message.text, blocks: [] })).toEqual([]);
    expect(pingsOf(message)).toEqual([idOf('ada')]);
  });

  it('beyond max-age names nobody', () => {
    const message = messageOf(
      [{ requested: asked('ada'), createdAt: hoursAgo(900) }, { requested: asked('ben') }],
      { 'max-age': '10d' },
    );
    expect(pingsOf(message)).toEqual([idOf('ben')]);
  });

  it('of a stack names those of the lowest layer that waits', () => {
    const message = messageOf([
      { requested: asked('ada'), headBranch: 'one' },
      { requested: asked('ben'), base: 'one', stackedOn: 1 },
    ]);
    expect(pingsOf(message)).toEqual([idOf('ada')]);
  });
});

describe('where one stands in the channel', () => {
  const kept: Inputs = { delivery: 'update', 'remind-every': '2d' };
  const first = { requested: asked('ada'), createdAt: hoursAgo(200) };
  const second = { requested: asked('ben'), createdAt: hoursAgo(30) };

  it('news alone pings only whom it concerns, a reminder all', () => {
    const plan = (hours: number) =>
      planMessage(told([first, second], kept), [liveOf([first], hours, kept)], new Map());
    expect(plan(5).outcome.kind).toBe('post');
    expect(pingsOf(plan(5).fresh())).toEqual([idOf('ben')]);
    expect(pingsOf(plan(72).fresh())).toEqual([idOf('ada'), idOf('ben')]);
  });

  it('an edit pings nobody, whatever is new in it', () => {
    const plan = planMessage(
      told([first, second], { ...kept, news: 'edit' }),
      [liveOf([first], 5, kept)],
      new Map(),
    );
    expect(plan.outcome.kind).toBe('edit');
    expect(pingsOf(plan.edited())).toEqual([]);
    expect(JSON.stringify(plan.edited().blocks)).toContain('asked: ada');
  });

  it('a message that only takes the place of one that cannot be edited pings nobody', () => {
    const live = liveOf([first], 5, kept);
    expect(pingsOf(planMessage(told([first], kept), [live], new Map()).fresh())).toEqual([]);
  });

  it('what a later run reads of it is what stood there, without the words around a mention', () => {
    const pulls = [{ title: 'Short', requested: asked('ada'), author: account('ben') }];
    const of = (inputs: Inputs) =>
      readRemembered(messageOf(pulls, inputs).blocks, 'https://github.com').map(({ title, facts }) => [
        title,
        facts,
      ]);
    expect(of({ mention: 'asked, authors' })).toEqual([['#1 Short', '+120 −30 · asked: ada']]);
    const many = Array.from({ length: 40 }, () => pulls[0] ?? {});
    const dense = readRemembered(messageOf(many, { mention: 'authors' }).blocks, 'https://github.com');
    expect(dense.length).toBeGreaterThan(25);
    expect(new Set(dense.map(({ facts }) => facts))).toEqual(new Set(['']));
  });

  it('whom it pings is no content', () => {
    const pulls = [first, second];
    const silent = audience(
      report(
        pulls.map((one, index) => pull({ number: index + 1, ...one })),
        { inputs: kept },
      ),
    );
    const [loud, quiet] = [told(pulls, kept), silent].map((one) => planMessage(one, [], new Map()).fresh());
    expect(loud?.memory.content).toBe(quiet?.memory.content);
  });

  it('with doubling it pings for what is told first, and for what has waited twice as long', () => {
    const doubling: Inputs = { ...kept, 'remind-every': '1d', 'mention-repeat': 'doubling' };
    const pinged = (daysOverdue: number, hours: number) => {
      const one = { requested: asked('ada'), createdAt: now - (1 + daysOverdue) * 24 * 3_600_000 };
      const plan = planMessage(told([one], doubling), [liveOf([one], hours, doubling)], new Map());
      return [plan.outcome.kind, ...pingsOf(plan.fresh())];
    };
    expect(pinged(4.2, 24)).toEqual(['post', idOf('ada')]);
    expect(pinged(5.2, 24)).toEqual(['post']);
    expect(pinged(8.2, 24)).toEqual(['post', idOf('ada')]);
    const isNew = planMessage(told([first, second], doubling), [liveOf([first], 5, doubling)], new Map());
    expect(pingsOf(isNew.fresh())).toEqual([idOf('ben')]);
  });
});

describe('whatever the pull requests', () => {
  const names = ['ada', 'ben', 'cleo', 'acme/core', 'hubot[bot]', '(team)'];
  const pulls = fc.array(
    fc.record({
      requested: fc.subarray(names).map((some) => asked(...some)),
      author: fc.constantFrom('ada', 'dora', 'hubot[bot]').map((login) => account(login)),
      createdAt: fc.integer({ min: 20, max: 900 }).map(hoursAgo),
      stackedOn: fc.option(fc.integer({ min: 1, max: 5 }), { nil: undefined }),
    }),
    { maxLength: 40 },
  );
  const inputs = fc.record({
    delivery: fc.constant('update'),
    mention: fc.constantFrom('none', 'asked', 'one-asked', 'authors', 'asked, authors', 'one-asked, authors'),
    'mention-repeat': fc.constantFrom('every', 'doubling'),
    'mention-fallback': fc.constantFrom('', 'S0000LEAD1'),
    'max-listed': fc.constantFrom('1', '10', '45'),
    'max-age': fc.constantFrom('', '20d'),
    'remind-every': fc.constantFrom('1d', '3d', 'never'),
  });

  it('nobody is pinged twice, an edit never pings, and whoever is pinged was asked, wrote it, or stands in', () => {
    fc.assert(
      fc.property(
        pulls,
        inputs,
        fc.integer({ min: 1, max: 100 }),
        fc.nat(40),
        (all, given, hours, before) => {
          const own = told(all, given);
          const live = liveOf(all.slice(0, before), hours, given);
          for (const found of [[], [live]]) {
            const plan = planMessage(own, found, new Map());
            const pings = pingsOf(plan.fresh());
            expect(new Set(pings).size).toBe(pings.length);
            const allowed = new Set(
              all.flatMap(({ requested, author }) => [
                ...(given.mention.includes('asked')
                  ? requested
                      .filter(({ kind, name }) => kind !== 'bot' && name !== '(team)')
                      .map(({ name }) => idOf(name))
                  : []),
                ...(given.mention.includes('authors') && author.kind === 'user' ? [idOf(author.login)] : []),
              ]),
            );
            if (given.mention.includes('asked') && given['mention-fallback'])
              allowed.add(given['mention-fallback']);
            for (const one of pings) expect(allowed).toContain(one);
            if (found.length > 0) expect(pingsOf(plan.edited())).toEqual([]);
            expect(pingsOf(plan.fresh(undefined, true))).toEqual([]);
          }
        },
      ),
      { numRuns: 150 },
    );
  }, 60_000);
});
