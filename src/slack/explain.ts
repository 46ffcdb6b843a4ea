import type { HttpFailureKind } from '../http/failure.ts';
import type { Delivery } from '../report/delivery.ts';
import { certificateRemedy } from '../terms/certificate.ts';
import type { SlackFailure } from './failure.ts';
import { type Circumstances, remedyOf } from './remedies.ts';

const unreached: Readonly<Partial<Record<HttpFailureKind, string>>> = {
  'proxy-address': "the proxy's address cannot be used",
  'proxy-refused': 'the proxy refuses to connect to it',
  proxy: 'the proxy could not be reached, or did not connect to it',
  dns: 'its host has no address',
  refused: 'nothing takes connections there',
};
const proxyRemedy =
  'check HTTPS_PROXY and the proxy: its address, user name and password (HTTP 407), and that it lets Slack through (HTTP 403). Hosts that need no proxy go into NO_PROXY.';
const hostRemedy =
  "check slack-api-url or the webhook, and the runner's DNS, network and firewall. Where it needs a proxy, set HTTPS_PROXY.";

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
          what: `Slack could not be reached: ${unreached[failure.why] ?? 'no connection came about'}${failure.what ? ` (${failure.what})` : ''}`,
          remedy: /^proxy/.test(failure.why) ? proxyRemedy : hostRemedy,
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
