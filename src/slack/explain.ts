import type { Delivery } from '../report/delivery.ts';
import { certificateRemedy } from '../terms/certificate.ts';
import type { SlackFailure } from './failure.ts';
import { type Circumstances, remedyOf } from './remedies.ts';

/** What a failure means for the message, with cause and remedy. */
export function explain(
  failure: SlackFailure,
  circumstances: Omit<Circumstances, 'needed'>,
): Required<Pick<Delivery, 'delivered' | 'problem'>> {
  const { channel } = circumstances;
  switch (failure.kind) {
    case 'refused': {
      const details = failure.details.length > 0 ? ` (${failure.details.join('; ')})` : '';
      return {
        delivered: 'failed',
        problem: {
          what: `Slack refused the message for ${channel}: ${failure.code}${details}`,
          remedy: remedyOf(failure.code, { ...circumstances, needed: failure.needed }),
        },
      };
    }
    case 'limited':
      return {
        delivered: 'failed',
        problem: {
          what: `Slack takes no more posts for ${channel} now: it asked to wait ${Math.ceil(failure.waitMs / 1000)} s, longer than this run waits`,
          remedy: 're-run the job later; post from fewer jobs at the same minute.',
        },
      };
    case 'not sent':
      return {
        delivered: 'failed',
        problem: {
          what: `Slack could not be reached: ${failure.what}`,
          remedy:
            'check slack-api-url or the webhook, and whether the runner reaches it (a proxy is taken from HTTPS_PROXY).',
        },
      };
    case 'untrusted':
      return {
        delivered: 'failed',
        problem: {
          what: `The certificate of what answered for ${channel} is not accepted: ${failure.what}`,
          remedy: `${certificateRemedy}; else check slack-api-url or the webhook.`,
        },
      };
    case 'not slack':
      return {
        delivered: 'failed',
        problem: {
          what: `What answered for ${channel} is not Slack: ${failure.what}`,
          remedy: 'check slack-api-url or the webhook, and the proxy between the runner and Slack.',
        },
      };
    case 'unknown':
      return {
        delivered: 'unknown',
        problem: {
          what: `Whether the message is in ${channel} is unknown: ${failure.what}`,
          remedy: `look into ${channel}. It is not repeated, since Slack may have taken it; re-run the job if it is not there.`,
        },
      };
  }
}
