/** Asks the twin directly, as any client would: with a form, and no retries. */
import { onTestFinished } from 'vitest';
import { type SlackTwin, type SlackTwinOptions, startSlackTwin } from './twin.ts';
import { demoTokens } from './workspace.ts';

/** A twin that is closed after the test. */
export async function start(options: SlackTwinOptions = {}): Promise<SlackTwin> {
  const twin = await startSlackTwin(options);
  onTestFinished(() => twin.close());
  return twin;
}

/** What a test reads of an answer. */
export interface Told {
  readonly ok: boolean;
  readonly error?: string;
  readonly ts: string;
  readonly text: string;
  readonly messages: readonly Shown[];
  readonly message: Shown;
  readonly has_more: boolean;
  readonly scheduled_messages: readonly { readonly id: string; readonly text: string }[];
  readonly scheduled_message_id: string;
  readonly response_metadata?: { readonly next_cursor?: string; readonly warnings?: readonly string[] };
  readonly status: number;
  readonly retryAfter: string | null;
}

interface Shown {
  readonly ts: string;
  readonly text: string;
  readonly blocks: readonly unknown[];
  readonly metadata?: unknown;
}

/** Rejects where the connection breaks. */
export async function ask(
  twin: SlackTwin,
  method: string,
  given: Readonly<Record<string, unknown>> = {},
  token: string = demoTokens.historian.token,
): Promise<Told> {
  const form = new URLSearchParams();
  for (const [name, value] of Object.entries(given))
    if (value !== undefined) form.set(name, typeof value === 'string' ? value : JSON.stringify(value));
  const response = await fetch(`${twin.apiUrl}${method}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}` },
    body: form,
    signal: AbortSignal.timeout(2000),
  });
  const body: Told = JSON.parse(await response.text());
  return { ...body, status: response.status, retryAfter: response.headers.get('retry-after') };
}

export const reviews = 'C0123456789';
/** With our memory in it. */
export const remembering = { event_type: 'pr_status_monitor', event_payload: { v: 1, key: 'k' } };
