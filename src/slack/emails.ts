/** Who is behind an e-mail address, as Slack knows it (docs.slack.dev: users.lookupByEmail). */
import type { WebClient } from '@slack/web-api';
import * as v from 'valibot';
import type { DeliveryProblem } from '../report/slack/delivery.ts';
import { ServerText } from '../text/server-text.ts';
import { parseSlackId, type SlackId } from '../values/contact.ts';
import { type Bot, createClient } from './client.ts';
import { toDeliveryProblem } from './delivery-problem.ts';
import { readFailure, type SlackFailure } from './failure.ts';
import { type Posting, Retries } from './posting.ts';
import { remedyOf } from './remedies.ts';
import { optionScopes, scopeRemedy } from './scopes.ts';

export interface Found {
  readonly ids: ReadonlyMap<string, SlackId>;
  /** Slack knows nobody with these, or does not show them to the app. */
  readonly nobody: readonly string[];
  /** Of people who are deactivated, and of bots. */
  readonly gone: readonly string[];
  /** Why these, and whatever was to be asked after them, could not be looked up. */
  readonly failure: { readonly emails: readonly string[]; readonly why: SlackFailure } | undefined;
}

const answer = v.object({
  user: v.object({
    id: v.string(),
    deleted: v.fallback(v.optional(v.boolean(), false), false),
    is_bot: v.fallback(v.optional(v.boolean(), false), false),
  }),
});

/** Asks for each address once a run. Never throws but for a mistake of this action. */
export class Emails {
  readonly #client: WebClient;
  readonly #reads: Retries;
  readonly #known = new Map<string, SlackId | 'nobody' | 'gone'>();
  #failure: SlackFailure | undefined;

  constructor(bot: Bot, posting: Posting) {
    this.#client = createClient(bot, posting);
    this.#reads = new Retries(posting, 'read');
  }

  async find(emails: readonly string[]): Promise<Found> {
    for (const email of emails) {
      if (this.#failure) break;
      if (!this.#known.has(email)) await this.#ask(email);
    }
    const having = (state: 'nobody' | 'gone' | undefined) =>
      emails.filter((email) => this.#known.get(email) === state);
    const ids = emails.flatMap((email) => {
      const known = this.#known.get(email);
      return typeof known === 'object' ? [[email, known] as const] : [];
    });
    return {
      ids: new Map(ids),
      nobody: having('nobody'),
      gone: having('gone'),
      failure: this.#failure && { emails: having(undefined), why: this.#failure },
    };
  }

  /** What is refused for one is refused for all, but for an address that nobody has. */
  async #ask(email: string): Promise<void> {
    const result = await this.#reads.run(() => this.#client.users.lookupByEmail({ email }), readFailure);
    if ('failure' in result) {
      const { failure } = result;
      if (failure.kind === 'refused' && /^users?_not_found$/.test(failure.code))
        this.#known.set(email, 'nobody');
      else this.#failure = failure;
      return;
    }
    const parsed = v.safeParse(answer, result.answer);
    const id = parsed.success ? parseSlackId(parsed.output.user.id) : undefined;
    if (!parsed.success || id?.kind !== 'user')
      this.#failure = { kind: 'not slack', what: new ServerText('', 'an answer without a person') };
    else this.#known.set(email, parsed.output.user.deleted || parsed.output.user.is_bot ? 'gone' : id);
  }
}

/** What a failure means for the addresses, with cause and remedy. */
export function emailProblem(failure: SlackFailure): DeliveryProblem {
  if (failure.kind === 'refused') {
    const { remedy } = remedyOf(failure.code, target, undefined, 'users.lookupByEmail');
    return {
      what: `Slack refused users.lookupByEmail: ${failure.code}`,
      said: failure.details,
      remedy:
        failure.code === 'missing_scope'
          ? `${scopeRemedy(failure.needed ?? optionScopes.people)} Or give IDs in place of the addresses.`
          : remedy,
      topic,
    };
  }
  if (failure.kind === 'limited')
    return {
      what: 'Slack takes no more requests now',
      remedy: 'give IDs in place of the addresses, which need no look-up; or let the next run ask again.',
      topic,
    };
  return { ...toDeliveryProblem(failure, target, 'read').problem, what: 'Slack gave no clear answer', topic };
}

const target = { kind: 'bot', channel: 'people', app: '' } as const;
const topic = 'people-not-looked-up';
