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
  | 'stored-error';

export interface SlackFault {
  readonly kind: SlackFaultKind;
  /** Only this method, `webhook` for webhooks; all unless said. */
  readonly method?: string;
  /** Only the nth request it could hit, from 1; all unless said. */
  readonly nth?: number;
  /** `429`: seconds of retry-after; 1 unless said. */
  readonly retryAfter?: number;
  /** `error`, `stored-error`: Slack's code. */
  readonly code?: string;
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
