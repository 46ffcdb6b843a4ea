/** Who is who in Slack, for the messages of a run, and the direct messages that follow one. */
import type { Availability } from '../github/availability.ts';
import type { Audience } from '../report/audience.ts';
import { availabilityLog, directLog, directPreviewLog, emailsLog } from '../report/log/people.ts';
import { accountsWanted, candidates, directoryOf, wantsPeople } from '../report/people.ts';
import { fullName, type Report } from '../report/report.ts';
import type { Delivery } from '../report/slack/delivery.ts';
import { renderDirect, type Waiting } from '../report/slack/direct.ts';
import type { Plan } from '../report/slack/plan.ts';
import { byWait } from '../review/judge.ts';
import { print } from '../runner/printer.ts';
import type { People } from '../settings/people.ts';
import type { Channel } from '../slack/channel.ts';
import type { Bot } from '../slack/client.ts';
import type { Recalled } from '../slack/deliver.ts';
import { placeOf, type SentDirect, sendDirect } from '../slack/direct-messages.ts';
import { Emails, emailProblem } from '../slack/emails.ts';
import type { Posting } from '../slack/posting.ts';
import type { Quote } from '../text/server-text.ts';

export interface PeopleContext {
  /** What may be shown of an audience's report. */
  readonly redact: (report: Report) => Report;
  readonly availabilityOf: (logins: readonly string[]) => Promise<Availability>;
  readonly posting: Posting;
  readonly quote: Quote;
}

const nobody: People = new Map();

/** One person, what waits for them, and the first message in a channel that says so; undefined where none was posted. */
interface ToTell extends Waiting {
  readonly bot: Bot;
  readonly from: { readonly channel: Channel; readonly posted: Delivery } | undefined;
}

/** One a run: what was looked up for one message is known for the next. */
export class SlackPeople {
  readonly #context: PeopleContext;
  #emails: Emails | undefined;
  readonly #waiting = new Map<string, ToTell>();

  constructor(context: PeopleContext) {
    this.#context = context;
  }

  /** The audience with its directory, where its message is to name somebody. */
  async named(audience: Audience): Promise<Audience> {
    if (!wantsPeople(audience)) return audience;
    const { people = nobody } = audience.report.settings;
    const ids = await this.#idsOf(audience, people);
    const logins = candidates(audience, people);
    const { busy, unknown, failure } =
      logins.length > 0
        ? await this.#context.availabilityOf(logins)
        : { busy: new Set<string>(), unknown: 0, failure: undefined };
    print(availabilityLog(unknown, failure, this.#context.quote));
    return { ...audience, directory: directoryOf(people, ids, busy) };
  }

  async #idsOf(audience: Audience, people: People) {
    const { destination } = audience;
    if (destination.kind !== 'bot') return new Map();
    const emails = accountsWanted(audience).flatMap((name) => {
      const contact = people.get(name.toLowerCase());
      return contact?.kind === 'email' ? [contact.email] : [];
    });
    if (emails.length === 0) return new Map();
    const { posting, redact, quote } = this.#context;
    this.#emails ??= new Emails(destination, posting);
    const { failure, ...found } = await this.#emails.find([...new Set(emails)]);
    const problem = failure && { ...emailProblem(failure.why), emails: failure.emails };
    const telling = { ...audience, report: redact(audience.report) };
    print(emailsLog({ ...found, problem }, people, telling, quote));
    return found.ids;
  }

  /** Remembers who is to hear of what by a direct message: each person gets one, whatever the number of channels. */
  heard(
    { destination }: Audience,
    { waiting, outcome }: Plan,
    { channel }: Recalled,
    posted: Delivery,
  ): void {
    const isDry = posted.delivered === 'dry-run' && outcome.kind === 'post';
    if (destination.kind !== 'bot' || (posted.delivered !== 'posted' && !isDry)) return;
    for (const { person, judgements } of waiting) {
      const known = this.#waiting.get(person);
      const all = new Map([...(known?.judgements ?? []), ...judgements].map((one) => [fullName(one), one]));
      this.#waiting.set(person, {
        person,
        judgements: [...all.values()].sort(byWait),
        bot: destination,
        from: known?.from ?? (channel && !isDry ? { channel, posted } : undefined),
      });
    }
  }

  /** After the messages: to each person what waits for them. In a dry run, how many that would be. */
  async tell(report: Report): Promise<Delivery[]> {
    const { posting, quote } = this.#context;
    const sent: SentDirect[] = [];
    const all = [...this.#waiting.values()];
    for (const { bot, from, ...waiting } of all) {
      if (!from) continue;
      const place = await placeOf(from.channel, from.posted);
      sent.push(...(await sendDirect(bot, [renderDirect(waiting, report, place)], posting)));
    }
    print(directPreviewLog(all.filter(({ from }) => !from).length));
    print(directLog(sent, quote));
    return sent.map(({ delivery }) => delivery);
  }
}
