import type { Answered } from '../http/network.ts';
import type { Delivery } from '../report/slack/delivery.ts';
import { toMetadata } from '../report/slack/memory.ts';
import type { Message, Render } from '../report/slack/message.ts';
import { toDeliveryProblem } from './delivery-problem.ts';
import { readCode, readNetworkError, readRetryAfter, readStatus, type SlackFailure } from './failure.ts';
import { sendFitting } from './fitting.ts';
import { type Posting, Retries } from './posting.ts';
import { nameOf } from './target.ts';

const webhook = { kind: 'webhook' } as const;

/** What the webhook answered, where that was not "ok". */
class WebhookRefusal extends Error {
  readonly failure: SlackFailure;

  constructor(failure: SlackFailure) {
    super('the webhook refused');
    this.failure = failure;
  }
}

/** Posts by incoming webhook: it answers "ok" or a word, and never says which message it made. */
export async function postByWebhook(render: Render, posting: Posting): Promise<Delivery> {
  const retries = new Retries(posting, 'post');
  const sent = await sendFitting(
    render,
    (message) => retries.run(() => send(message, posting), readWebhookFailure),
    posting,
  );
  const { count, named } = sent.message;
  const base = { to: nameOf(webhook), channel: undefined, ts: undefined, count, named, notes: [] };
  if ('failure' in sent) return { ...base, ...toDeliveryProblem(sent.failure, webhook) };
  return { ...base, delivered: 'posted' };
}

async function send(
  { text, blocks, memory }: Message,
  { fetch, answerMs, credentials }: Posting,
): Promise<void> {
  // The address is a secret: fetch follows it to no other host.
  const response = await fetch(credentials.slackWebhookUrl ?? '', {
    method: 'POST',
    headers: { 'content-type': 'application/json; charset=utf-8' },
    body: JSON.stringify({
      text,
      blocks,
      metadata: toMetadata(memory),
      unfurl_links: false,
      unfurl_media: false,
    }),
    signal: AbortSignal.timeout(answerMs),
  });
  const answer = response.body.trim();
  if (response.status === 200 && answer === 'ok') return;
  throw new WebhookRefusal(readAnswer(response, answer));
}

function readAnswer(response: Answered, answer: string): SlackFailure {
  if (response.status === 429)
    return { kind: 'limited', waitMs: readRetryAfter(response.headers.get('retry-after')) };
  // The words of a webhook are short; a refusal may repeat all that was sent.
  const [code = '', ...details] = answer.slice(0, 2000).split(/[:\n]/);
  const said = details.map((detail) => detail.trim()).filter((detail) => detail !== '');
  const refusal =
    response.status < 500 ? readCode(code.trim(), said.length > 0 ? [said.join(': ')] : []) : undefined;
  if (refusal?.kind === 'refused' && refusal.code === 'invalid_blocks' && !refusal.details)
    // It has no words for what is wrong with them: it may be their length, and nothing was stored.
    return { ...refusal, tooLarge: true };
  return refusal ?? readStatus(response.status, answer);
}

function readWebhookFailure(error: unknown): SlackFailure {
  return error instanceof WebhookRefusal ? error.failure : readNetworkError(error);
}
