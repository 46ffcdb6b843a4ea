import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Audience, audiencesOf, isToSay } from '../../src/report/audience.ts';
import { fullName } from '../../src/report/report.ts';
import { renderMessage } from '../../src/report/slack/message.ts';
import { headline } from '../../src/report/words.ts';
import type { PullRequest } from '../../src/review/pull-request.ts';
import { mismatches } from '../../src/review/route.ts';
import { configured, reportBy } from '../support/configured.ts';
import { account, asked, hour, hoursAgo, pull, review, unreachable } from '../support/samples.ts';

const channelOf = ({ destination }: Audience) =>
  destination.kind === 'bot' ? destination.channel : undefined;
const overdueIn = ({ report }: Audience) =>
  report.judgements.filter(({ finding }) => finding.verdict === 'overdue').map(fullName);

const file = (also: boolean) => `
routes:
  - when: { labels: security }
    slack-channel: C0SECURITY
    threshold: 4h
    also: ${also}
  - when: { repositories: 'acme/pay-*', authors: '!*[bot]' }
    slack-channel: C0PAYMENTS
    threshold: 3d
    working-days: mon-fri
  - when: { size: 0-10 }
    threshold: 6h
`;

describe('each overdue pull request', () => {
  const pulls = fc.uniqueArray(
    fc
      .record({
        number: fc.integer({ min: 1, max: 40 }),
        repository: fc.constantFrom('acme/web', 'acme/pay-api', 'acme/pay-web'),
        labels: fc.subarray(['security', 'bug']),
        author: fc.constantFrom('octocat', 'renovate[bot]').map((login) => account(login)),
        additions: fc.constantFrom(3, 300),
        deletions: fc.constant(2),
        hours: fc.integer({ min: 1, max: 200 }),
        isReviewed: fc.boolean(),
      })
      .map(({ hours, isReviewed, ...rest }) =>
        pull({ ...rest, createdAt: hoursAgo(hours), reviews: isReviewed ? [review('hubot')] : [] }),
      ),
    { selector: ({ repository, number }) => `${repository}#${number}`, maxLength: 20 },
  );

  it.each([false, true])('is in exactly one message, but where a route says also (%s)', async (also) => {
    const settings = configured(file(also));
    await fc.assert(
      fc.asyncProperty(pulls, async (all) => {
        const report = await reportBy(settings, all);
        const audiences = audiencesOf(report);
        expect(audiences.map(channelOf)).toEqual(['C0DEFAULT00', 'C0SECURITY', 'C0PAYMENTS']);
        const said = audiences.flatMap(overdueIn);
        const security = new Set(
          all
            .filter(({ labels }) => labels.includes('security'))
            .map((one) => `${one.repository}#${one.number}`),
        );
        const once = report.judgements.filter(({ finding }) => finding.verdict === 'overdue').map(fullName);
        expect(new Set(said)).toEqual(new Set(once));
        const twice = said.filter((name, index) => said.indexOf(name) < index);
        for (const name of twice) expect(also && security.has(name)).toBe(true);
        expect(report.judgements.length).toBe(all.length);
        for (const audience of audiences)
          expect(renderMessage(audience).count).toBe(overdueIn(audience).length);
      }),
      { numRuns: 60 },
    );
  });
});

describe('a route', () => {
  it('judges by its own rules, hours and days', async () => {
    const settings = configured(
      'routes:\n- when: { labels: slow }\n  slack-channel: C0SLOW0000\n  working-days: mon-fri\n  working-hours: 09:00-17:00\n  threshold: 1d\n',
    );
    // Opened Friday 16:00, now Monday 07:17: one working hour.
    const createdAt = Date.parse('2026-07-31T16:00:00Z');
    const report = await reportBy(settings, [
      pull({ number: 1, createdAt, labels: ['slow'] }),
      pull({ number: 2, createdAt }),
    ]);
    const [one, two] = report.judgements.toSorted((a, b) => a.pullRequest.number - b.pullRequest.number);
    expect(one).toMatchObject({
      route: 0,
      waited: hour,
      finding: { verdict: 'in time' },
      units: { working: true },
    });
    expect(two).toMatchObject({ route: 1, finding: { verdict: 'overdue' }, units: { working: false } });
    expect(report.allowed).toBeUndefined();
    const [, slow] = audiencesOf(report);
    expect(slow?.report).toMatchObject({ allowed: 8 * hour, checked: 1 });
  });

  it('without a channel of its own leads to the default one, with one message', async () => {
    const settings = configured('routes:\n- when: { labels: hot }\n  threshold: 1h\n');
    const report = await reportBy(settings, [
      pull({ number: 1, createdAt: hoursAgo(2), labels: ['hot'] }),
      pull({ number: 2, createdAt: hoursAgo(50) }),
    ]);
    const audiences = audiencesOf(report);
    expect(audiences.map(overdueIn)).toEqual([['acme/web#2', 'acme/web#1']]);
    expect(JSON.stringify(audiences.map((one) => renderMessage(one).blocks))).toContain(
      'longer than their routes allow',
    );
  });

  it.each<[string, string, Partial<PullRequest>, string[]]>([
    ['repositories', 'acme/*', {}, []],
    ['repositories', 'acme/a*', {}, ['repositories']],
    ['branch', 'main', {}, []],
    ['branch', 'Main', {}, ['branch']],
    ['branch', '!main', {}, ['branch']],
    ['labels', 'bug, !wip', { labels: ['bug'] }, []],
    ['labels', 'bug, !wip', { labels: ['bug', 'wip'] }, ['labels']],
    ['labels', '!wip', { labels: [] }, []],
    ['authors', '!*[bot]', { author: account('renovate[bot]') }, ['authors']],
    ['asked', 'acme/sec', { requested: asked('acme/sec') }, []],
    ['asked', 'acme/sec', { requested: asked('(team)') }, ['asked']],
    ['asked', 'hubot', { requested: undefined }, ['asked']],
    ['paths', 'infra/**', { paths: ['src/a.ts', 'infra/x/y.tf'] }, []],
    ['paths', 'infra/*', { paths: ['infra/x/y.tf'] }, ['paths']],
    ['paths', 'Infra/**', { paths: ['infra/x.tf'] }, ['paths']],
    ['paths', "'!docs/**'", { paths: ['docs/a.md', 'src/a.ts'] }, []],
    ['paths', "'!docs/**'", { paths: ['docs/a.md'] }, ['paths']],
    ['paths', 'infra/**', {}, ['paths']],
    ['size', '0-100', { additions: 60, deletions: 40 }, []],
    ['size', '0-100', { additions: 61, deletions: 40 }, ['size']],
    ['size', "'500-'", { additions: 500, deletions: 0 }, []],
    ['author-association', 'first-time-*', { association: 'first-time-contributor' }, []],
    ['author-association', "'!member'", { association: 'member' }, ['author-association']],
    ['author-association', "'!member'", {}, ['author-association']],
  ])('with when.%s: %s', (key, value, changes, expected) => {
    const quoted = /['{]/.test(value) ? value : `'${value}'`;
    const [route] = configured(`routes:\n- when: { ${key}: ${quoted} }\n`).routes;
    if (!route?.when) throw new Error('no route');
    expect(mismatches(route.when, pull(changes), ['main'])).toEqual(expected);
  });

  it('takes a stacked pull request by the branch of what it stands on', async () => {
    const settings = configured(
      'routes:\n- when: { branch: main }\n  slack-channel: C0MAIN0000\n- when: { branch: "!feature-*" }\n  slack-channel: C0OTHER000\n',
    );
    const report = await reportBy(settings, [
      pull({ number: 1, base: 'main' }),
      pull({ number: 2, base: 'feature-1', stackedOn: 1 }),
      pull({ number: 3, base: 'feature-2', stackedOn: 2 }),
      pull({ number: 4, base: 'release' }),
    ]);
    const routes = report.judgements.map(({ pullRequest: { number }, route }) => [number, route]).sort();
    expect(routes).toEqual([
      [1, 0],
      [2, 0],
      [3, 0],
      [4, 1],
    ]);
  });
});

describe('escalations', () => {
  it('with a channel of their own have a message there, beside that of the route', async () => {
    const settings = configured(`${file(false)}escalations:\n- { after: 3d, slack-channel: C0LEADS000 }\n`, {
      delivery: 'update',
    });
    const report = await reportBy(settings, [
      pull({ number: 1, createdAt: hoursAgo(71) }),
      pull({ number: 2, createdAt: hoursAgo(72) }),
      pull({ number: 3, createdAt: hoursAgo(90), reviews: [review('hubot')] }),
      pull({ number: 4, createdAt: hoursAgo(90), labels: ['security'] }),
    ]);
    const leads = audiencesOf(report).find((one) => channelOf(one) === 'C0LEADS000');
    expect(leads && overdueIn(leads)).toEqual(['acme/web#4', 'acme/web#2']);
    expect(audiencesOf(report).flatMap(overdueIn).length).toBe(5);
    expect(leads && headline(leads.report)).toBe('2 pull requests have waited longer than 3 d for a review');
  });

  it('say nothing of what waits beyond max-age, of an all-clear, or of what could not be read', async () => {
    const text =
      'max-age: 10d\nnotify-when-clear: true\nescalations:\n- { after: 3d, slack-channel: C0LEADS000 }\n';
    const settings = configured(text, { delivery: 'post' });
    const report = await reportBy(settings, [pull({ number: 1, createdAt: hoursAgo(11 * 24) })]);
    const spoken = audiencesOf({ ...report, unreachable: [unreachable] }).filter(isToSay);
    expect(spoken.map(channelOf)).toEqual(['C0DEFAULT00']);
  });

  it('with delivery: post speak in the runs of the day on which they are reached', async () => {
    const settings = configured('escalations:\n- { after: 3d, slack-channel: C0LEADS000 }\n');
    // Now is 07:17 UTC.
    const report = await reportBy(settings, [
      pull({ number: 1, createdAt: hoursAgo(72 + 7) }),
      pull({ number: 2, createdAt: hoursAgo(72 + 8) }),
      pull({ number: 3, createdAt: hoursAgo(71) }),
    ]);
    const leads = audiencesOf(report).find((one) => channelOf(one) === 'C0LEADS000');
    expect(leads && overdueIn(leads)).toEqual(['acme/web#1']);
  });
});
