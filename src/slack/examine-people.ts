/** Whether those in `people` can be found in Slack. No address is in what it says. */
import type { CheckRow } from '../report/check.ts';
import { firstOf } from '../report/words.ts';
import type { People } from '../settings/people.ts';
import { label } from '../text/untrusted.ts';
import type { Bot } from './client.ts';
import { Emails, emailProblem } from './emails.ts';
import type { Posting } from './posting.ts';
import { optionScopes } from './scopes.ts';

interface Asking {
  readonly bot: Bot;
  readonly posting: Posting;
  readonly scopes: readonly string[] | undefined;
  /** Whether logins may be named; else entries are, by their number. */
  readonly mayName: boolean;
  /** Whether an option names anybody. */
  readonly isUsed: boolean;
}

/** So many addresses are looked up: Slack takes 50 look-ups a minute (docs.slack.dev: Tier 3). */
const lookedUpAtMost = 40;
const namesShown = 10;

export async function peopleRows(
  people: People,
  { bot, posting, scopes, mayName, isUsed }: Asking,
): Promise<CheckRow[]> {
  const entries = [...people].map(([account, contact], place) => ({
    contact,
    name: mayName ? label(account) : `entry ${place + 1}`,
  }));
  const byEmail = entries.flatMap(({ contact, name }) =>
    contact.kind === 'email' ? [{ email: contact.email, name }] : [],
  );
  const byId = entries.length - byEmail.length;
  const ids: CheckRow[] =
    byId > 0
      ? [
          {
            what: 'people by ID',
            state: 'works',
            seen: `${byId}: each has the form of an ID; a message tells the rest`,
          },
        ]
      : [];
  if (byEmail.length === 0) return ids;
  const what = 'people by e-mail';
  const row = (found: Omit<CheckRow, 'what'>): CheckRow[] => [...ids, { what, ...found }];
  if (!isUsed)
    return row({
      state: 'not checked',
      seen: 'no option names anybody: mention and direct-messages are none',
    });
  if (scopes && !scopes.includes(optionScopes.people))
    return row({
      state: 'not checked',
      seen: `${byEmail.length}: the scope ${optionScopes.people} is missing`,
    });
  const wanted = [...new Set(byEmail.map(({ email }) => email))].slice(0, lookedUpAtMost);
  const found = await new Emails(bot, posting).find(wanted);
  if (found.failure) {
    const { what: seen, said, remedy, topic } = emailProblem(found.failure.why);
    const isRefused = found.failure.why.kind === 'refused';
    return row({ state: isRefused ? 'does not work' : 'not checked', seen, said, remedy, topic });
  }
  const lost = [...found.nobody, ...found.gone];
  const names = byEmail.filter(({ email }) => lost.includes(email)).map(({ name }) => name);
  const beyond = new Set(byEmail.map(({ email }) => email)).size - wanted.length;
  const rest = beyond > 0 ? `; ${beyond} more were not looked up` : '';
  if (lost.length === 0) return row({ state: 'works', seen: `${wanted.length} found${rest}` });
  return row({
    state: 'to do',
    seen: `${found.ids.size} of ${wanted.length} found; Slack knows no active person for ${firstOf(names, namesShown)} of people${rest}`,
    remedy: 'correct the address, give the ID in its place, or remove the line.',
  });
}
