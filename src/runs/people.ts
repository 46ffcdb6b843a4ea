/** Who is who in Slack, for the messages of a run, and the direct messages that follow one. */
import type { Availability } from '../github/availability.ts';
import type { Audience } from '../report/audience.ts';
import { availabilityLog, directLog, directPreviewLog, emailsLog } from '../report/log/people.ts';
import { accountsWanted, candidates, directoryOf, wantsPeople } from '../report/people.ts';
import type { Report } from '../report/report.ts';
import type { Delivery } from '../report/slack/delivery.ts';
import { renderDirect } from '../report/slack/direct.ts';
import type { Plan } from '../report/slack/plan.ts';
import { print } from '../runner/printer.ts';
import type { People } from '../settings/people.ts';
import type { Recalled } from '../slack/deliver.ts';
import { placeOf, sendDirect } from '../slack/direct-messages.ts';
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

/** One a run: what was looked up for one message is known for the next. */
export class SlackPeople {
  readonly #context: PeopleContext;
  #emails: Emails | undefined;

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

  /** After a fresh message: to each person what waits for them. In a dry run, how many that would be. */
  async tell(
    audience: Audience,
    { waiting, outcome }: Plan,
    { channel }: Recalled,
    posted: Delivery,
  ): Promise<Delivery[]> {
    const { destination, report } = audience;
    if (posted.delivered === 'dry-run' && outcome.kind === 'post') print(directPreviewLog(waiting.length));
    if (!channel || destination.kind !== 'bot' || posted.delivered !== 'posted' || waiting.length === 0)
      return [];
    const { posting, quote } = this.#context;
    const place = await placeOf(channel, posted);
    const messages = waiting.map((one) => renderDirect(one, report, place));
    const sent = await sendDirect(destination, messages, posting);
    print(directLog(sent, quote));
    return sent.map(({ delivery }) => delivery);
  }
}
