import { realTime } from '../github/client/retry-budget.ts';
import type { Network } from '../http/network.ts';
import { note } from '../runner/printer.ts';
import type { Credentials } from '../settings/declarations.ts';
import type { Posting } from '../slack/posting.ts';

/** For one answer of Slack, in ms. */
const slackAnswerMs = 15_000;

/** What a run asks Slack with. */
export function postingOf({
  network,
  credentials,
}: {
  readonly network: Network;
  readonly credentials: Credentials;
}): Posting {
  return { pause: realTime.sleep, note, answerMs: slackAnswerMs, fetch: network.fetchApart, credentials };
}
