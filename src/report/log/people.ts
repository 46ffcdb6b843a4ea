/** Who could not be named, and what cures it. */
import { hasEmails, type People } from '../../settings/people.ts';
import type { Quote, ServerText } from '../../text/server-text.ts';
import { label } from '../../text/untrusted.ts';
import type { Topic } from '../../values/topic.ts';
import { accountsWanted, type Telling, unnamedTeams, wantsPeople } from '../people.ts';
import type { DeliveryProblem } from '../slack/delivery.ts';
import { cameBack, formatCount, plural, pullRequests } from '../words.ts';
import { problemLine } from './delivery.ts';
import type { LogEntry } from './entry.ts';

const namesAtMost = 5;
const linesAtMost = 500;

/**
 * Whom people does not know, each once, as lines ready to paste, and what keeps others from being named.
 * @param shown what may be shown of what each audience hears
 */
export function peopleLog(shown: readonly Telling[]): LogEntry[] {
  const [first] = shown;
  if (!first) return [];
  const { people, destination } = first.report.settings;
  const names = shown.flatMap(accountsWanted).filter((name) => !people?.has(name.toLowerCase()));
  const unknown = [...new Map(names.map((name) => [name.toLowerCase(), name])).values()];
  const more = unknown.length - linesAtMost;
  const teams = shown.reduce((sum, telling) => sum + unnamedTeams(telling), 0);
  const isIdle = shown.some(({ style }) => style.mentionFallback && style.mention.asked === 'none');
  return [
    ...(isIdle
      ? [
          warning(
            'mention-fallback-unused',
            'mention-fallback has no effect: it is for pull requests for which mention: asked (or one-asked) names nobody. Remedy: add asked to mention, or remove mention-fallback.',
          ),
        ]
      : []),
    ...(destination.kind === 'webhook' && shown.some(wantsPeople) && hasEmails(people)
      ? [
          warning(
            'people-by-webhook',
            `people: a webhook cannot look up e-mail addresses, so those who have one there stay plain text. Remedy: IDs of Slack (U…), or slack-bot-token in place of the webhook.`,
          ),
        ]
      : []),
    ...(teams > 0
      ? [
          warning(
            'team-unnamed',
            `${pullRequests(teams)} ask${teams === 1 ? 's' : ''} a team that the token cannot name, so it is not mentioned. Remedy: give github-token the token of a GitHub App with "members: read" (organization permissions).`,
          ),
        ]
      : []),
    ...(unknown.length > 0
      ? [
          {
            kind: 'group',
            title: `people does not know ${unknown.length === 1 ? 'one' : formatCount(unknown.length)} whom this run would name. Lines for people, to be completed with an ID of Slack (U…, S…) or an e-mail address:`,
            lines: [
              ...unknown.slice(0, linesAtMost).map((name) => `${label(name)}: `),
              ...(more > 0 ? [`# and ${formatCount(more)} more`] : []),
            ],
          } as const,
        ]
      : []),
  ];
}

function warning(topic: Topic, text: string): LogEntry {
  return { kind: 'warning', text, topic };
}

/** Addresses that lead to nobody; logins stand for them: addresses are nobody's business. */
export interface EmailsNotFound {
  readonly nobody: readonly string[];
  readonly gone: readonly string[];
  readonly problem: (DeliveryProblem & { readonly emails: readonly string[] }) | undefined;
}

/** @param shown what may be shown of the report: others are counted */
export function emailsLog(found: EmailsNotFound, people: People, telling: Telling, quote: Quote): LogEntry[] {
  const { nobody, gone, problem } = found;
  const visible = accountsWanted(telling);
  const whose = (emails: readonly string[]) => {
    const names = visible.filter((name) => {
      const contact = people.get(name.toLowerCase());
      return contact?.kind === 'email' && emails.includes(contact.email);
    });
    const hidden = emails.length - Math.min(emails.length, names.length);
    const shownNames = names.slice(0, namesAtMost).map((name) => label(name));
    const further = names.length - shownNames.length + hidden;
    if (shownNames.length === 0) return further === 1 ? '1 person' : `${formatCount(further)} people`;
    return [...shownNames, ...(further > 0 ? [`${formatCount(further)} more`] : [])].join(', ');
  };
  return [
    ...(nobody.length > 0
      ? [
          warning(
            'people-not-found',
            `people: Slack knows nobody with the e-mail address of ${whose(nobody)} (users_not_found): plain text. A deactivated person is not found, either. Remedy: correct the address, or give the ID in its place.`,
          ),
        ]
      : []),
    ...(gone.length > 0
      ? [
          warning(
            'people-not-found',
            `people: in Slack, the e-mail address of ${whose(gone)} is that of a deactivated person or a bot: plain text. Remedy: correct or remove the line.`,
          ),
        ]
      : []),
    ...(problem
      ? [
          warning(
            problem.topic,
            `people: e-mail addresses could not be looked up, so ${whose(problem.emails)} ${problem.emails.length === 1 ? 'stays' : 'stay'} plain text: ${problemLine(problem, quote)}`,
          ),
        ]
      : []),
  ];
}

/** That GitHub did not say who is away. */
export function availabilityLog(
  unknown: number,
  failure: { readonly meaning: string; readonly answer: ServerText } | undefined,
  quote: Quote,
): LogEntry[] {
  if (!failure) return [];
  const said = cameBack({ answer: quote(failure.answer), ours: failure.answer.isOurs });
  return [
    {
      kind: 'notice',
      topic: 'busy-unknown',
      text: `one-asked: GitHub did not say of ${unknown === 1 ? '1 person' : `${formatCount(unknown)} people`} who ${unknown === 1 ? 'was' : 'were'} asked whether they are busy, so they count as there: ${failure.meaning}${said}`,
    },
  ];
}

/** What became of the direct messages. */
export function directLog(
  sent: readonly { readonly problem: DeliveryProblem | undefined }[],
  quote: Quote,
): LogEntry[] {
  const failed = sent.flatMap(({ problem }) => problem ?? []);
  const posted = sent.length - failed.length;
  return [
    ...(posted > 0 ? [{ kind: 'line', text: `Sent ${plural(posted, 'direct message')}.` } as const] : []),
    ...failed.map((problem) =>
      warning('direct-message-refused', `A direct message: ${problemLine(problem, quote)} The run goes on.`),
    ),
  ];
}

export function directPreviewLog(count: number): LogEntry[] {
  return count > 0
    ? [{ kind: 'line', text: `Dry run: ${plural(count, 'direct message')} would have been sent after it.` }]
    : [];
}
