/** What Slack says of the set-up: token, scopes, channels. It reads only: nothing is posted. */
import type { CheckRow } from '../report/check.ts';
import { type ChannelUse, channelsOf, usesPeople } from '../report/check-channels.ts';
import { firstOf } from '../report/words.ts';
import { hasEmails } from '../settings/people.ts';
import type { Settings } from '../settings/settings.ts';
import { topicOf } from '../values/topic.ts';
import { targetOf } from './bot.ts';
import { Channel, type Identity } from './channel.ts';
import type { Bot } from './client.ts';
import { toDeliveryProblem } from './delivery-problem.ts';
import { peopleRows } from './examine-people.ts';
import type { SlackFailure } from './failure.ts';
import type { Posting } from './posting.ts';
import { remedyOf } from './remedies.ts';
import { historyScopesOf, optionScopes, scopeRemedy } from './scopes.ts';
import { kindOf, nameOf } from './target.ts';

/** Never throws but for a mistake of this action. @param mayName whether those in `people` may be named */
export async function examineSlack(
  bot: Bot,
  settings: Settings,
  { posting, mayName }: { readonly posting: Posting; readonly mayName: boolean },
): Promise<CheckRow[]> {
  const uses = channelsOf(settings);
  const missing = bot.channel === undefined ? [noChannel(settings)] : [];
  const identity = await new Channel(bot, posting).identity();
  if ('failure' in identity) {
    const rest = [...uses.map(({ channel }) => `channel ${channel}`), ...(settings.people ? ['people'] : [])];
    return [
      tokenFailure(identity.failure, bot),
      ...missing,
      ...rest.map(
        (what): CheckRow => ({ what, state: 'not checked', seen: 'Slack must take the token first' }),
      ),
    ];
  }
  const { name, workspace, scopes } = identity.answer;
  const app = name === undefined ? 'the app' : `@${name}`;
  const token: CheckRow = {
    what: 'Slack token',
    state: 'works',
    seen: `signed in as ${app}${workspace === undefined ? '' : ` in the workspace ${workspace}`}`,
  };
  const people = settings.people
    ? await peopleRows(settings.people, { bot, posting, scopes, mayName, isUsed: usesPeople(settings) })
    : [];
  return [
    token,
    ...scopeRows(neededScopes(settings, uses), scopes),
    ...missing,
    ...(await channelRows(bot, uses, { posting, answer: identity.answer })),
    ...people,
  ];
}

function noChannel({ dryRun }: Settings): CheckRow {
  return {
    what: 'slack-channel',
    state: dryRun ? 'to do' : 'does not work',
    seen: 'not given, and the bot token needs it',
    topic: topicOf('input', 'slack-channel'),
    remedy: 'give slack-channel the ID of the channel (in Slack: channel details, at the bottom).',
  };
}

/** Only what passes by itself leaves the token unknown. */
const passing: readonly SlackFailure['kind'][] = ['limited', 'unknown'];

function tokenFailure(failure: SlackFailure, bot: Bot): CheckRow {
  const what = 'Slack token';
  if (failure.kind === 'refused')
    return {
      what,
      state: 'does not work',
      seen: `Slack does not accept it: ${failure.code}`,
      said: failure.details,
      ...remedyOf(failure.code, { kind: 'bot', channel: bot.channel ?? '', app: '' }, undefined, 'auth.test'),
    };
  return { what, ...unanswered(failure, 'auth.test') };
}

/** Why Slack said neither yes nor no. */
function unanswered(failure: SlackFailure, method: string): Omit<CheckRow, 'what'> {
  const {
    what: seen,
    said,
    remedy,
    topic,
  } = toDeliveryProblem(failure, { kind: 'bot', channel: method, app: '' }, 'read').problem;
  const state = passing.includes(failure.kind) ? 'not checked' : 'does not work';
  return failure.kind === 'unknown'
    ? { state, seen: `Slack gave no clear answer to ${method}`, said, remedy, topic }
    : { state, seen, said, remedy, topic };
}

interface Need {
  /** One of these suffices. */
  readonly scopes: readonly string[];
  /** The option that needs it. */
  readonly use: string;
  readonly channel?: string;
}

/** What the chosen options need. */
function neededScopes(settings: Settings, uses: readonly ChannelUse[]): readonly Need[] {
  const { destination, people, watchdog } = settings;
  const bot = destination.kind === 'bot' ? destination : undefined;
  const byEmail = hasEmails(people) && usesPeople(settings);
  return [
    { scopes: ['chat:write'], use: watchdog === undefined ? 'every message' : 'every message, and watchdog' },
    ...uses
      .filter(({ delivery }) => delivery !== 'post')
      .map(({ channel, delivery }) => ({
        scopes: historyScopesOf(channel),
        use: `delivery: ${delivery}`,
        channel,
      })),
    ...(bot?.username === undefined
      ? []
      : [{ scopes: [optionScopes['slack-username']], use: 'slack-username' }]),
    ...(bot?.iconEmoji === undefined
      ? []
      : [{ scopes: [optionScopes['slack-icon-emoji']], use: 'slack-icon-emoji' }]),
    ...(byEmail ? [{ scopes: [optionScopes.people], use: 'people by e-mail address' }] : []),
  ].filter(({ scopes }) => scopes.length > 0);
}

const scopesShown = 20;

function scopeRows(needs: readonly Need[], scopes: readonly string[] | undefined): CheckRow[] {
  if (scopes === undefined)
    return [
      {
        what: 'Slack scopes',
        state: 'not checked',
        seen: 'the answer names no scopes (header x-oauth-scopes): what stands between drops it',
      },
    ];
  const missing = needs.filter((need) => !need.scopes.some((one) => scopes.includes(one)));
  const byScope = Map.groupBy(missing, (need) => need.scopes.join(' or '));
  const rows = [...byScope].map(([names, all]): CheckRow => {
    const [first] = all;
    return {
      what: `scope ${names}`,
      state: 'does not work',
      seen: `missing, for ${[...new Set(all.map(({ use }) => use))].join(', ')}`,
      remedy: scopeRemedy(first?.scopes.join(',') ?? '', first?.channel),
      topic: topicOf('slack', 'missing_scope'),
    };
  });
  const present = firstOf(scopes, scopesShown) || 'none';
  return [
    {
      what: 'Slack scopes',
      state: 'works',
      seen: `present: ${present}${missing.length === 0 ? '; the options need no more' : ''}`,
    },
    ...rows,
  ];
}

interface Looking {
  readonly posting: Posting;
  readonly answer: Identity;
}

/** One after the other; where Slack does not answer, the others are not asked. */
async function channelRows(bot: Bot, uses: readonly ChannelUse[], looking: Looking): Promise<CheckRow[]> {
  const rows: CheckRow[] = [];
  let silent: string | undefined;
  for (const use of uses) {
    const what = `channel ${use.channel}${use.named === 'slack-channel' ? '' : ` (${use.named})`}`;
    if (silent !== undefined) {
      rows.push({ what, state: 'not checked', seen: `Slack did not answer for ${silent}` });
      continue;
    }
    const row = await channelRow(bot, use, looking);
    if (row.isSilent) silent = use.channel;
    rows.push({ what, ...row.found });
  }
  return rows;
}

interface Seen {
  readonly found: Omit<CheckRow, 'what'>;
  readonly isSilent?: boolean;
}

async function channelRow(bot: Bot, use: ChannelUse, { posting, answer }: Looking): Promise<Seen> {
  const { channel: name, delivery } = use;
  const target = { kind: 'bot', channel: name, app: answer.name ?? 'the-app' } as const;
  const invite = `in Slack, type /invite @${target.app} in ${name}, if the app is not in it.`;
  const unknown = (seen: string, remedy?: string): Seen => ({
    found: { state: 'not checked', seen, ...(remedy !== undefined && { remedy }) },
  });
  if (kindOf(target) === 'person') return unknown(`${nameOf(target)}: only a message tells`);
  if (name.startsWith('#'))
    return unknown(
      'Slack finds channels by their ID only, but for posting',
      `give slack-channel the ID (in Slack: channel details, at the bottom); ${invite}`,
    );
  const fitting = historyScopesOf(name);
  if (answer.scopes && !fitting.some((one) => answer.scopes?.includes(one)))
    return unknown(`without ${fitting.join(' or ')} only a message tells whether the app is in it`, invite);
  const channel = new Channel({ ...bot, channel: name }, posting);
  const looked = await channel.look();
  if (!('failure' in looked)) return { found: { state: 'works', seen: 'found, and the app is in it' } };
  const { failure } = looked;
  if (failure.kind !== 'refused')
    return { found: unanswered(failure, 'conversations.history'), isSilent: true };
  if (failure.code === 'missing_scope' && delivery === 'post')
    return unknown(
      `the scopes do not let the app read it, so that only a message tells whether it is in it`,
      invite,
    );
  if (
    failure.code === 'not_in_channel' &&
    delivery === 'post' &&
    answer.scopes?.includes('chat:write.public')
  )
    return {
      found: { state: 'works', seen: 'found; the app is not in it, and chat:write.public lets it post' },
    };
  return {
    found: {
      state: 'does not work',
      seen: `Slack refused conversations.history: ${failure.code}`,
      said: failure.details,
      ...remedyOf(failure.code, await targetOf(failure, channel), failure.needed, 'conversations.history'),
    },
  };
}
