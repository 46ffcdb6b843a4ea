/** What can go wrong on the way to Slack and back. */
export type SlackFaultKind =
  | '429'
  | '429-no-header'
  | '500'
  | '503-html'
  | 'html-200'
  | 'redirect'
  | 'reset'
  | 'no-answer'
  | 'stored-then-reset'
  | 'stored-then-no-answer'
  | 'stored-then-cut'
  | 'error'
  | 'stored-error'
  /** Stored, and the answer holds what is not of Slack's forms. */
  | 'stored-odd'
  /** Refused where it has more blocks than `most`; nothing is stored. */
  | 'too-large'
  /** A page in front of Slack that repeats path, credentials and body of the request. */
  | 'echo'
  /** A refusal that repeats the body: a webhook's `invalid_payload: …`. */
  | 'echo-refusal';

export interface SlackFault {
  readonly kind: SlackFaultKind;
  /** Only this method, `webhook` for webhooks; all unless said. */
  readonly method?: string;
  /** Only the nth request it could hit, from 1; all unless said. */
  readonly nth?: number;
  /** `429`: seconds of retry-after, or the whole header as relays and proxies were seen to write it; 1 unless said. */
  readonly retryAfter?: number | string;
  /** `error`, `stored-error`, `too-large`: Slack's code. */
  readonly code?: string;
  /** `error`, `stored-odd`: fields of the answer that replace Slack's; `too-large`: `errors`, what was too large. */
  readonly answer?: Readonly<Record<string, unknown>>;
  /** `too-large`: blocks that are still taken; 6 unless said. */
  readonly most?: number;
  /** `echo`: the page's status; 404 unless said. */
  readonly status?: number;
}

/** Chooses the fault that hits a request, counting those that each could have hit. */
export class Faults {
  readonly #faults: { readonly fault: SlackFault; met: number }[];

  constructor(faults: readonly SlackFault[]) {
    this.#faults = faults.map((fault) => ({ fault, met: 0 }));
  }

  next(method: string): SlackFault | undefined {
    for (const entry of this.#faults) {
      if (entry.fault.method !== undefined && entry.fault.method !== method) continue;
      entry.met++;
      if (entry.fault.nth === undefined || entry.fault.nth === entry.met) return entry.fault;
    }
    return undefined;
  }
}
