import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { placeOf, SettingsError } from '../../src/settings/problem.ts';
import { type Inputs, settings } from '../support/samples.ts';

/** The problems that these inputs cause, as a user reads them. */
function problems(given: Inputs): string[] {
  try {
    settings(given);
    return [];
  } catch (error) {
    if (error instanceof SettingsError)
      return error.problems.map((one) => `${placeOf(one).replace('Input ', '')}: ${one.message}`);
    throw error;
  }
}

const kept: Inputs = { delivery: 'update' };
const viewOf = (given: Inputs) => Object.fromEntries(settings(given).view);

describe('people', () => {
  it('are logins and teams, with an ID of Slack or an e-mail address', () => {
    const { people } = settings({
      people: `
        # Who is who.
        Octocat: U0123456789
        'hubot': "W0123456789"  # of the grid
        acme/Core.Team: S0123456789 # a group
        octo_acme:   Ada.L@Example.com
      `,
    });
    expect([...(people ?? [])]).toEqual([
      ['octocat', { kind: 'user', id: 'U0123456789' }],
      ['hubot', { kind: 'user', id: 'W0123456789' }],
      ['acme/core.team', { kind: 'group', id: 'S0123456789' }],
      ['octo_acme', { kind: 'email', email: 'ada.l@example.com' }],
    ]);
  });

  it('on one line is one', () => {
    expect(settings({ people: 'octocat: U0123456789' }).people?.size).toBe(1);
  });

  it('are shown as a number: their addresses are nobody’s business', () => {
    const shown = viewOf({ people: 'a: a@example.com\nb: U0123456789\nc: U0123456788' })['people'];
    expect(shown).toBe('2 by ID, 1 by e-mail');
  });

  it.each([
    ['a list', '- octocat: U0123456789', /"- octocat: U0123456789" is an entry of a list.*Allowed: lines/],
    ['a list of names', '- octocat\n- hubot', /is an entry of a list/],
    ['a list in brackets', '[octocat, hubot]', /is an entry of a list/],
    ['a map in braces', '{ octocat: U0123456789 }', /is a map within braces/],
    ['a broadcast', 'octocat: !here', /"octocat: !here" is refused: !here would ping everybody/],
    ['a broadcast of @', 'octocat: "@channel"', /would ping everybody/],
    ['a broadcast in markup', 'octocat: <!everyone>', /would ping everybody/],
    ['nonsense', 'nonsense', /"nonsense" is no entry\. Allowed: lines such as/],
    ['a value of nonsense', 'octocat: nonsense', /nonsense is no ID of Slack and no e-mail address/],
    ['nobody', 'octocat:', /"octocat:" has no value/],
    ['nobody, with a comment', 'octocat: # later', /has no value/],
    ['a channel', 'octocat: C0123456789', /is the ID of a channel or conversation/],
    ['a workspace', 'octocat: T0123456789', /is the ID of a workspace/],
    ['small letters', 'octocat: u0123456789', /Did you mean U0123456789\?/],
    ['markup', 'octocat: <@U0123456789>', /Did you mean U0123456789\?/],
    ['markup of a group', 'octocat: <!subteam^S0123456789|core>', /Did you mean S0123456789\?/],
    ['half an address', 'octocat: ada@example', /is no e-mail address/],
    ['two entries on a line', 'octocat: U0123456789, hubot: U0123456788', /holds several entries/],
    ['a name with @', '"@octocat": U0123456789', /Did you mean octocat\?/],
    [
      'an address of a team',
      '"https://github.com/orgs/acme/teams/core": S0123456789',
      /Did you mean acme\/core\?/,
    ],
    ['a bot', 'dependabot[bot]: U0123456789', /is a bot, and bots are never mentioned/],
    ['a missing quote', 'octocat: "U0123456789', /lacks one of them/],
    ['a map in a map', 'octocat:\n  slack: U0123456789', /"octocat:" has no value/],
    ['a key of objects', '__proto__: U0123456789', /is no login and no org\/team/],
    ['comments only, and one entry that is none', '# nobody\n\n:', /":" is no entry/],
  ])('as %s are an error that names the input and what is allowed', (_, people, words) => {
    const [first = ''] = problems({ people });
    expect(first).toMatch(/^people: /);
    expect(first).toMatch(words);
    expect(first).toContain('Allowed: ');
  });

  it('with a login twice in other case are an error that names both', () => {
    const [only, ...others] = problems({ people: 'Octocat: U0123456789\noctocat: U0123456788' });
    expect(only).toMatch(
      /^people: names "octocat" twice \(before as "Octocat", and case does not count\)\. Allowed: one line/,
    );
    expect(others).toEqual([]);
  });

  it('are all told in one run', () => {
    expect(problems({ people: 'a: x\nb: y\nc: U0123456789' }).length).toBe(2);
  });

  it('never lose an entry in silence, and end on any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (people) => {
        for (const message of problems({ people })) expect(message).toMatch(/Allowed: /);
      }),
    );
    const long = `octocat:${' '.repeat(50_000)}x\n`.repeat(3);
    const before = performance.now();
    problems({ people: long });
    expect(performance.now() - before).toBeLessThan(2000);
  });
});

describe('mention', () => {
  it.each([
    ['asked', { asked: 'all', authors: false }],
    ['one-asked, authors', { asked: 'one', authors: true }],
    ['authors', { asked: 'none', authors: true }],
    ['NONE', { asked: 'none', authors: false }],
    ['', { asked: 'none', authors: false }],
  ])('is %j', (mention, read) => {
    expect(settings({ mention }).mention).toEqual(read);
  });

  it.each([
    ['asked, one-asked', /^mention: "asked, one-asked" names both asked .*Allowed: asked or one-asked/],
    ['none, authors', /^mention: "none, authors" names nobody and somebody\. Allowed: /],
    ['everybody', /^mention: "everybody" is not allowed\. Allowed: asked, one-asked, authors, none/],
  ])('as %j is an error', (mention, words) => {
    expect(problems({ mention })[0]).toMatch(words);
  });

  it('is shown as it is written', () => {
    expect(viewOf({ mention: 'authors, one-asked' })['mention']).toBe('one-asked, authors');
    expect(viewOf({})['mention']).toBe('none');
  });
});

describe('mention-repeat', () => {
  it('doubling needs a message that is kept true', () => {
    expect(problems({ 'mention-repeat': 'doubling' })).toEqual([
      'mention-repeat: "doubling" needs to know when the message before was posted, and delivery: post reads nothing. Allowed: every, or doubling with delivery: update or replace.',
    ]);
    expect(settings({ ...kept, 'mention-repeat': 'doubling' }).mentionRepeat).toBe('doubling');
  });
});

describe('mention-fallback', () => {
  it('takes logins, teams and IDs of Slack', () => {
    expect(
      settings({ 'mention-fallback': 'Octocat, acme/leads, S0123456789, U0123456789' }).mentionFallback,
    ).toEqual([
      { kind: 'account', name: 'octocat' },
      { kind: 'account', name: 'acme/leads' },
      { kind: 'group', id: 'S0123456789' },
      { kind: 'user', id: 'U0123456789' },
    ]);
  });

  it.each([
    ['!here', /would ping everybody/],
    ['@channel', /would ping everybody/],
    ['ada@example.com', /put it into people, and its login here/],
    ['<@U0123456789>', /Did you mean U0123456789\?/],
    ['@octocat', /Did you mean octocat\?/],
    ['hubot[bot]', /bots are never mentioned/],
  ])('as %j is an error', (given, words) => {
    const [first = ''] = problems({ 'mention-fallback': given });
    expect(first).toMatch(/^mention-fallback: /);
    expect(first).toMatch(words);
    expect(first).toContain('Allowed: ');
  });
});

describe('direct-messages', () => {
  it('need a bot token', () => {
    const webhook: Inputs = {
      'slack-bot-token': '',
      'slack-channel': '',
      'slack-webhook-url': 'https://hooks.slack.com/services/T0/B0/x',
    };
    expect(problems({ ...webhook, 'direct-messages': 'asked' })).toEqual([
      expect.stringMatching(
        /^direct-messages: "asked" is given with slack-webhook-url.*Allowed: none, or slack-bot-token/,
      ),
    ]);
    expect(problems({ ...webhook, people: 'octocat: U0123456789', mention: 'asked' })).toEqual([]);
  });
});
