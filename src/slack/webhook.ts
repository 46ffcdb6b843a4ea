import type { Answered } from '../http/network.ts';
import type { Delivery } from '../report/delivery.ts';
import type { Message } from '../report/message.ts';
import { explain } from './explain.ts';
import { readNetworkError, readStatus, type SlackFailure } from './failure.ts';
import { type Posting, postOnce } from './posting.ts';

const unnamedWait = 5000;

/** For people: a webhook does not say where it posts. */
const webhookChannel = "the webhook's channel";

/** What the webhook answered, where that was not "ok". */
class WebhookRefusal extends Error {
  readonly failure: SlackFailure;

  constructor(failure: SlackFailure) {
    super('the webhook refused');
    this.failure = failure;
  }
}

/** Posts by incoming webhook: it answers "ok" or a word, and never says which message it made. */
export async function postByWebhook(message: Message, posting: Posting): Promise<Delivery> {
  const result = await postOnce(() => send(message, posting), readWebhookFailure, posting);
  const base = { to: webhookChannel, channel: undefined, ts: undefined, count: message.count, notes: [] };
  if ('failure' in result)
    return { ...base, ...explain(result.failure, { channel: webhookChannel, app: 'the-app' }) };
  return { ...base, delivered: 'posted' };
}

async function send(
  { text, blocks, metadata }: Message,
  { fetch, answerMs, credentials }: Posting,
): Promise<void> {
  // The address is a secret: fetch follows it to no other host.
  const response = await fetch(credentials.slackWebhookUrl ?? '', {
    method: 'POST',
    headers: { 'content-type': 'application/json; charset=utf-8' },
    body: JSON.stringify({ text, blocks, metadata, unfurl_links: false, unfurl_media: false }),
    signal: AbortSignal.timeout(answerMs),
  });
  const answer = response.body.trim();
  if (response.status === 200 && answer === 'ok') return;
  throw new WebhookRefusal(readAnswer(response, answer));
}

function readAnswer(response: Answered, answer: string): SlackFailure {
  if (response.status === 429) {
    const seconds = Number(response.headers.get('retry-after') ?? Number.NaN);
    return { kind: 'limited', waitMs: Number.isFinite(seconds) ? seconds * 1000 : unnamedWait };
  }
  const [code = '', ...details] = answer.split(/[:\n]/);
  const isWord = response.status < 500 && /^[a-z_]+$/.test(code);
  return isWord ? { kind: 'refused', code, details } : readStatus(response.status, answer);
}

function readWebhookFailure(error: unknown): SlackFailure {
  return error instanceof WebhookRefusal ? error.failure : readNetworkError(error);
}
