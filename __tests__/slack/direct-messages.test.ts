import { afterEach, describe, expect, it } from 'vitest';
import { directLog } from '../../src/report/log/people.ts';
import { worst } from '../../src/report/slack/delivery.ts';
import { renderDirect } from '../../src/report/slack/direct.ts';
import { planMessage } from '../../src/report/slack/plan.ts';
import { fits } from '../../src/report/slack/stored-blocks.ts';
import { sendDirect } from '../../src/slack/direct-messages.ts';
import { anybody, asked, audience, hoursAgo, type Inputs, pull, quote, report } from '../support/samples.ts';
import { botAt, postingWith } from '../support/slack.ts';
import type { SlackFault } from '../twins/slack/fault.ts';
import { type SlackTwin, startSlackTwin } from '../twins/slack/twin.ts';
import { demoTokens } from '../twins/slack/workspace.ts';

let twin: SlackTwin | undefined;
afterEach(async () => {
  await twin?.close();
});

const [ada, grace, gone] = ['U0123456789', 'U0123456788', 'U0123456787'];
const place = { words: 'in #reviews', url: 'https://acme.slack.com/archives/C0123456789/p1' };

async function send(people: readonly string[], faults: readonly SlackFault[] = []) {
  twin = await startSlackTwin({ faults });
  const shown = report([pull({ requested: asked('ada') })]);
  const all = people.map((person) => renderDirect({ person, judgements: shown.judgements }, shown, place));
  return sendDirect(botAt(twin.apiUrl), all, postingWith(demoTokens.good.token, { answerMs: 300 }));
}

describe('direct messages', () => {
  it('say what waits, and where the message is; they carry no memory', async () => {
    const [sent] = await send([ada]);
    const [message] = twin?.messages(ada) ?? [];
    expect(sent?.delivery).toMatchObject({ delivered: 'posted', channel: ada, ts: message?.ts, count: 1 });
    expect(message?.text).toBe('1 pull request waits for you: #1 Reduce cold start of the worker (4 d).');
    const json = JSON.stringify(message?.blocks);
    expect(json).toContain('1 pull request waits for you');
    expect(json).toContain('https://github.com/acme/web/pull/1');
    expect(json).toContain(`{"type":"link","url":"${place.url}","text":"in #reviews"}`);
    expect(message?.metadata).toBeUndefined();
  });

  it('that Slack refuses are a warning with a remedy each, and stop no other', async () => {
    const sent = await send([grace, gone, ada, 'U0000000404']);
    expect(sent.map(({ delivery }) => [delivery.channel, delivery.delivered])).toEqual([
      [grace, 'failed'],
      [gone, 'failed'],
      [ada, 'posted'],
      ['U0000000404', 'failed'],
    ]);
    expect(sent[0]?.problem?.remedy).toMatch(/messages tab/);
    expect(sent[1]?.problem?.remedy).toMatch(/deactivated: take them out of people/);
    expect(sent[3]?.problem?.remedy).toMatch(/correct the ID in people/);
    expect(sent.every(({ delivery }) => delivery.problem === undefined)).toBe(true);
    const log = directLog(sent, quote);
    expect(log.filter(({ kind }) => kind === 'error')).toEqual([]);
    expect(JSON.stringify(log)).toContain('messages_tab_disabled. Remedy: ');
    expect(worst([...sent.map(({ delivery }) => delivery)])).toBe('nothing-to-say');
  });

  it('whose answer is lost are unknown, and are not repeated', async () => {
    const [sent] = await send([ada], [{ kind: 'stored-then-no-answer', method: 'chat.postMessage', nth: 1 }]);
    expect(sent?.delivery.delivered).toBe('unknown');
    expect(twin?.messages(ada).length).toBe(1);
  });

  it('fit, whatever waits', () => {
    const many = Array.from({ length: 60 }, (_, index) =>
      pull({ number: index + 1, title: '&'.repeat(256) }),
    );
    const shown = report(many);
    const { blocks, text } = renderDirect({ person: ada, judgements: shown.judgements }, shown, place);
    expect(fits(blocks)).toBe(true);
    expect(JSON.stringify(blocks)).toMatch(/and \d\d more/);
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(3900);
  });
});

describe('who gets one', () => {
  const of = (pulls: readonly Parameters<typeof pull>[0][], inputs: Inputs = {}) => {
    const all = pulls.map((one, index) => pull({ number: index + 1, ...one }));
    const told = audience(report(all, { inputs: { 'direct-messages': 'asked', ...inputs } }));
    const { waiting } = planMessage({ ...told, directory: anybody }, [], new Map());
    return waiting.map(({ person, judgements }) => [person, judgements.map((one) => one.pullRequest.number)]);
  };
  const idOf = (name: string) => anybody.idOf(name)?.id;

  it('is each person who is asked, with all that waits for them; no group, no bot', () => {
    const pulls = [
      { requested: asked('ben', 'acme/core', 'hubot[bot]'), createdAt: hoursAgo(300) },
      { requested: asked('cleo', 'ben') },
    ];
    expect(of(pulls)).toEqual([
      [idOf('ben'), [1, 2]],
      [idOf('cleo'), [2]],
    ]);
    expect(of(pulls, { 'direct-messages': 'none', mention: 'asked' })).toEqual([]);
  });

  it('is the one whose turn it is where one is mentioned', () => {
    expect(of([{ requested: asked('ben', 'cleo') }], { mention: 'one-asked' }).length).toBe(1);
  });

  it('is nobody beyond max-age, nor of a higher layer of a stack', () => {
    const pulls = [
      { requested: asked('ben'), createdAt: hoursAgo(900) },
      { requested: asked('cleo') },
      { requested: asked('dora'), stackedOn: 2 },
    ];
    expect(of(pulls, { 'max-age': '10d' })).toEqual([[idOf('cleo'), [2]]]);
  });
});
