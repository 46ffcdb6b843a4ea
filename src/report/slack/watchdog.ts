/** What became of the message that Slack is to post where no further run gets through. */
import type { DeliveryProblem } from './delivery.ts';

export type Watchdog =
  | {
      readonly kind: 'renewed';
      /** When it is posted, in ms; a later run takes it back. */
      readonly at: number;
      /** For people, as the settings name the channel. */
      readonly to: string;
      /** When one was due (ms) that was too soon to be taken back for sure. */
      readonly late: number | undefined;
      /** Why an earlier one could not be taken back. */
      readonly problem: DeliveryProblem | undefined;
    }
  | { readonly kind: 'failed'; readonly problem: DeliveryProblem };
