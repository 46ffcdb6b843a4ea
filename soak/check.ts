/** Holds what a run did against what it must have found: what it promises, whatever goes wrong. */
import * as v from 'valibot';
import type { SlackFault } from '../__tests__/twins/slack/fault.ts';
import { demoTokens } from '../__tests__/twins/slack/workspace.ts';
import { expectation } from './oracle.ts';
import { bound, type Played } from './play.ts';
import { hiddenWord, type Scene } from './scene.ts';

/** How a run ended, from the best. */
export const outcomes = [
  'complete',
  'partly',
  'nothing seen',
  'not begun',
  'not delivered',
  'unknown',
] as const;
export type Outcome = (typeof outcomes)[number];

export interface Checked {
  readonly outcome: Outcome;
  /** Promises that were broken; each a bug. */
  readonly broken: readonly string[];
}

const secrets = [demoTokens.good.token, 'T0000000001', 'B0000000001'];

const reportShape = v.object({
  generatedAt: v.string(),
  checked: v.number(),
  counts: v.object({ overdue: v.number() }),
  repositories: v.array(v.object({ name: v.string(), asked: v.string(), unread: v.number() })),
  pullRequests: v.array(
    v.object({ repository: v.string(), number: v.number(), verdict: v.string(), waitingSince: v.string() }),
  ),
  unreachable: v.array(v.object({ repository: v.string(), partly: v.boolean() })),
  withheld: v.array(v.string()),
});
type Report = v.InferOutput<typeof reportShape>;

/** Slack's answer was lost, or says itself that the message may be there: nobody can tell whether it is. */
function losesAnswer({ kind, code, status = 404 }: SlackFault): boolean {
  const lost: readonly SlackFault['kind'][] = ['reset', 'no-answer', '500', '503-html'];
  return (
    lost.includes(kind) ||
    kind.startsWith('stored-then') ||
    (kind === 'echo' && status >= 500) ||
    ((kind === 'error' || kind === 'stored-error') && /^(internal|fatal)_error$/.test(code ?? ''))
  );
}

/** Slack says that the blocks are wrong, or the token: that alone fails a dry run. */
function refusesForGood({ kind, code = '' }: SlackFault): boolean {
  return kind === 'too-large' || (kind === 'error' && /^(invalid_blocks|token_revoked)$/.test(code));
}

export function check(scene: Scene, played: Played): Checked {
  const { run, messages, slackMet } = played;
  const { dryRun } = scene.question;
  const broken: string[] = [];
  const demand = (holds: boolean, promise: string) => {
    if (!holds) broken.push(promise);
  };
  const green = run.exitCode === 0;
  const delivered = run.outputs['delivered'];
  demand(
    run.exitCode !== null && run.durationMs < bound,
    `hangs: exit code ${run.exitCode} after ${run.durationMs} ms`,
  );
  demand(!run.text.includes('did not foresee'), 'an error that nobody foresaw');
  demand(green || run.annotations.some(({ type }) => type === 'error'), 'red, and no error says why');
  demand(messages.length <= 1, `posted ${messages.length} times`);
  demand(!dryRun || messages.length === 0, 'posted in a dry run');
  demand(
    !dryRun ||
      (delivered !== 'unknown' &&
        !/Nothing was posted(?!: dry-run is set\.)|refused the message/.test(run.text)),
    'a dry run speaks of a post',
  );
  const shown = JSON.stringify([run.annotations, run.outputs, run.summary, run.report]);
  demand(!secrets.some((secret) => shown.includes(secret)), 'a secret is shown');
  demand(
    !scene.hidden.some(() => `${shown}${run.output}`.includes(hiddenWord)),
    'what is private is shown in a public run',
  );

  const parsed = v.safeParse(reportShape, run.report);
  if (!parsed.success) {
    // Where GitHub does not say whether there is a config file, the file could say anything: nothing is done.
    const asked = run.annotations.some(
      ({ type, message }) =>
        type === 'error' &&
        /^The config file \S+: could not be read: .* Remedy: |^Input github-token: is not accepted/.test(
          message,
        ),
    );
    demand(asked && played.met.length > 0, 'no report');
    demand(!green && delivered === 'failed' && messages.length === 0, 'not begun, and something was done');
    return { outcome: 'not begun', broken };
  }
  const report = parsed.output;
  demand(
    !dryRun || delivered !== 'failed' || slackMet.some(refusesForGood),
    'a dry run fails, and nothing was refused',
  );
  const overdue = report.pullRequests.filter(({ verdict }) => verdict === 'overdue');
  broken.push(...seen(scene, report, green));
  const counted = report.counts.overdue;
  // What is private in a public run is counted, and not listed.
  const listsAll = scene.hidden.length === 0;
  demand(
    listsAll ? counted === overdue.length : counted >= overdue.length,
    'the report counts otherwise than it lists',
  );
  if (report.repositories.length > 0) {
    demand(
      run.outputs['count'] === String(counted),
      `the output count is ${run.outputs['count']} of ${counted}`,
    );
    demand(
      run.outputs['checked'] === String(report.checked),
      `the output checked is ${run.outputs['checked']}`,
    );
    broken.push(...listed(run.outputs['pull-requests'], overdue));
  }

  const blind = report.repositories.length === 0;
  const toSay = report.unreachable.length > 0 || (!blind && (counted > 0 || scene.question.notifyWhenClear));
  demand(!blind || !green, 'green without having seen anything');
  demand(
    !green || delivered === (toSay ? (dryRun ? 'dry-run' : 'posted') : 'nothing-to-say'),
    `green, and delivered is ${delivered} where ${toSay ? 'something' : 'nothing'} is to say`,
  );
  demand(delivered !== 'posted' || messages.length === 1, 'posted, and no message is there');
  demand(
    delivered === 'posted' || delivered === 'unknown' || messages.length === 0,
    `a message is there, and delivered is ${delivered}`,
  );
  demand(delivered !== 'unknown' || slackMet.some(losesAnswer), 'unknown, and no answer was lost');
  demand(
    green || delivered === 'failed' || delivered === 'unknown' || report.unreachable.length > 0,
    `red, and delivered is ${delivered} with nothing unreachable`,
  );
  demand(
    !scene.around.some((one) => /^proxy-(?!leads)/.test(one)) ||
      ['failed', 'nothing-to-say', 'dry-run'].includes(delivered ?? ''),
    `the proxy leads nowhere, and delivered is ${delivered}`,
  );
  for (const { text, blocks } of listsAll ? messages : [])
    broken.push(...said(text, JSON.stringify(blocks), report, overdue, scene, slackMet));

  const outcome =
    delivered === 'unknown'
      ? 'unknown'
      : delivered === 'failed'
        ? 'not delivered'
        : blind
          ? 'nothing seen'
          : report.unreachable.length > 0
            ? 'partly'
            : 'complete';
  return { outcome, broken };
}

/** Every pull request stands in the report with its verdict, is counted as unread, or its repository is told of. */
function seen({ world, question }: Scene, report: Report, green: boolean): string[] {
  const broken: string[] = [];
  const expected = expectation(world, question, Date.parse(report.generatedAt));
  const unreachable = new Map(report.unreachable.map((one) => [one.repository, one.partly]));
  for (const asked of question.repositories) {
    const known = [...expected].find(([, one]) => one.asked === asked);
    const told = unreachable.has(asked) || (known && unreachable.has(known[0]));
    if (!known) {
      if (!told) broken.push(`${asked} cannot be looked at, and nobody says so`);
      continue;
    }
    const [name, { verdicts }] = known;
    const looked = report.repositories.find((one) => one.name === name);
    if (!looked) {
      if (!told) broken.push(`${name} is lost`);
      continue;
    }
    const found = report.pullRequests.filter(({ repository }) => repository === name);
    for (const { number, verdict } of found)
      if (verdicts.get(number) !== verdict)
        broken.push(`${name}#${number} is ${verdict}, not ${verdicts.get(number) ?? 'there'}`);
    const numbers = new Set(found.map(({ number }) => number));
    if (numbers.size !== found.length) broken.push(`${name} has a pull request twice`);
    // Of a list that could not be read at all nobody knows how long it is; then its repository is told of.
    if (!told && numbers.size !== verdicts.size)
      broken.push(`${name}: ${numbers.size} read of ${verdicts.size}, and nobody says so`);
    if (looked.unread > 0 && !told) broken.push(`${name}: ${looked.unread} unread, and nobody says so`);
  }
  for (const name of report.withheld) broken.push(`${name} is public, and withheld as if it were private`);
  if (green && report.unreachable.length > 0) broken.push('green with something unreachable');
  return broken;
}

/** The output holds the overdue from the oldest, as many as fit. */
function listed(output: string | undefined, overdue: Report['pullRequests']): string[] {
  const items: { repository: string; number: number }[] = JSON.parse(output ?? '[]');
  const name = ({ repository, number }: { repository: string; number: number }) => `${repository}#${number}`;
  const wrong = items.findIndex((one, index) => {
    const meant = overdue[index];
    return !meant || name(one) !== name(meant);
  });
  if (wrong >= 0) return [`the output pull-requests differs at ${wrong}`];
  return items.length < Math.min(overdue.length, 100)
    ? [`the output pull-requests holds ${items.length} of ${overdue.length}`]
    : [];
}

function isOpenSomewhere({ world, question }: Scene): boolean {
  return world.repositories.some(
    ({ nameWithOwner, renamedFrom = [], pullRequests }) =>
      [nameWithOwner, ...renamedFrom].some((name) => question.repositories.includes(name)) &&
      pullRequests.some(({ state }) => state === 'OPEN'),
  );
}

/** The message tells the right number and the oldest, and no all-clear where something is missing. */
function said(
  text: string,
  blocks: string,
  report: Report,
  overdue: Report['pullRequests'],
  scene: Scene,
  slackMet: readonly SlackFault[],
): string[] {
  const broken: string[] = [];
  const count = /^([\d,]+) pull requests? ha(?:s|ve) waited longer than/.exec(text)?.[1]?.replaceAll(',', '');
  if (overdue.length > 0 && count !== String(overdue.length))
    broken.push(`the message speaks of ${count} of ${overdue.length}: ${text.slice(0, 80)}`);
  const oldest = overdue.toSorted((a, b) => Date.parse(a.waitingSince) - Date.parse(b.waitingSince))[0];
  const isNamed = oldest && blocks.includes(`/${oldest.repository}/pull/${oldest.number}"`);
  // What Slack found too large may have shrunk to headline and link.
  const mayShrink = slackMet.some(({ kind }) => kind === 'too-large');
  if (oldest && !isNamed && !(mayShrink && blocks.includes(`and ${count} more`)))
    broken.push(`the message does not name the oldest, ${oldest.repository}#${oldest.number}`);
  const unread = report.repositories.some((one) => one.unread > 0);
  if ((report.unreachable.length > 0 || unread) && /^No pull request/.test(text))
    broken.push('an all-clear where not everything was seen');
  const leftOut = report.pullRequests.filter(({ verdict }) => verdict === 'left out');
  const drafts = report.pullRequests.filter(({ verdict }) => verdict === 'draft');
  const all = leftOut.length > 0 && leftOut.length + drafts.length === report.pullRequests.length;
  const none = report.pullRequests.length === 0 && isOpenSomewhere(scene);
  if ((all || none) && /^No pull request/.test(text))
    broken.push('an all-clear where nothing was judged, though pull requests are open');
  for (const { repository } of report.unreachable.slice(0, 1))
    if (!blocks.includes(repository)) broken.push(`the message does not say that ${repository} is missing`);
  return broken;
}
