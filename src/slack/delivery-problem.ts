import type { HttpFailureKind } from '../http/failure.ts';
import type { DeliveryProblem } from '../report/slack/delivery.ts';
import { certificateRemedy } from '../values/certificate.ts';
import type { SlackFailure } from './failure.ts';
import { retryBudgetMs } from './posting.ts';
import { remedyOf } from './remedies.ts';
import { nameOf, placeOf, type Target } from './target.ts';

const unreached: Readonly<Partial<Record<HttpFailureKind, string>>> = {
  'proxy-address': "the proxy's address cannot be used",
  'proxy-refused': 'the proxy refuses to connect to it',
  proxy: 'the proxy could not be reached, or did not connect to it',
  dns: 'its host has no address',
  refused: 'nothing takes connections there',
};
const proxyRemedy =
  'check HTTPS_PROXY and the proxy: its address, user name and password (HTTP 407), and that it lets Slack through (HTTP 403). Hosts that need no proxy go into NO_PROXY.';
const hostRemedy = ", and the runner's DNS, network and firewall. Where it needs a proxy, set HTTPS_PROXY.";

/** What was tried: to post a message, to edit one, or to read those that are there. */
export type Deed = 'post' | 'edit' | 'read';

/** What a failure means for the message, with cause and remedy. */
export function toDeliveryProblem(
  failure: SlackFailure,
  target: Target,
  deed: Deed = 'post',
): { readonly delivered: 'failed' | 'unknown'; readonly problem: DeliveryProblem } {
  const delivered = failure.kind === 'unknown' && deed !== 'read' ? 'unknown' : 'failed';
  return { delivered, problem: problemOf(failure, target, deed) };
}

/** What Slack did not do. */
const refusedDeeds: Readonly<Record<Deed, string>> = {
  post: 'Slack refused the message for',
  edit: 'Slack refused to edit the message in',
  read: 'Slack does not let the app look for its message in',
};

function problemOf(failure: SlackFailure, target: Target, deed: Deed): DeliveryProblem {
  const name = nameOf(target);
  const address =
    target.kind === 'bot'
      ? 'slack-api-url'
      : 'the address of the webhook, in the secret that slack-webhook-url names';
  switch (failure.kind) {
    case 'refused':
      return {
        what: `${refusedDeeds[deed]} ${name}: ${failure.code}`,
        said: failure.details,
        ...remedyOf(failure.code, target, failure.needed),
      };
    case 'limited':
      return {
        what: `Slack takes no more ${deed === 'post' ? 'posts' : 'requests'} for ${name} now: ${failure.waitMs > retryBudgetMs ? `it asked to wait ${time(failure.waitMs)}, longer than this run waits` : 'it refused again and again'}`,
        remedy: 're-run the job later; post from fewer jobs at the same minute.',
        topic: 'delivery-limited',
      };
    case 'not sent':
      return {
        what: `Slack could not be reached: ${unreached[failure.why] ?? 'no connection came about'}`,
        said: failure.what,
        remedy: /^proxy/.test(failure.why) ? proxyRemedy : `check ${address}${hostRemedy}`,
        topic: 'delivery-not-reached',
      };
    case 'untrusted':
      return {
        what: `The certificate of what answered for ${name} is not accepted`,
        said: failure.what,
        remedy: `${certificateRemedy}; else check ${address}.`,
        topic: 'delivery-certificate',
      };
    case 'not slack':
      return {
        what: `What answered for ${name} is not Slack`,
        said: failure.what,
        remedy: `check ${address}, and the proxy between the runner and Slack.`,
        topic: 'delivery-not-slack',
      };
    case 'unknown':
      if (deed === 'read')
        return {
          what: `Slack gave no clear answer to what stands in ${placeOf(target)}`,
          said: failure.what,
          remedy: 're-run the job later; see slack-status.com.',
          topic: 'delivery-no-answer',
        };
      if (deed === 'edit')
        return {
          what: `Whether the message in ${placeOf(target)} was edited is unknown`,
          said: failure.what,
          remedy: 'nothing: the next run makes it true. Re-run the job to have that now.',
          topic: 'delivery-unknown',
        };
      return {
        what: `Whether the message is in ${placeOf(target)} is unknown`,
        said: failure.what,
        remedy: `look into ${placeOf(target)}. It is not repeated, since Slack may have taken it; re-run the job if it is not there.`,
        topic: 'delivery-unknown',
      };
  }
}

function time(ms: number): string {
  const seconds = Math.ceil(ms / 1000);
  return seconds > 86_400 ? 'more than a day' : `${seconds} s`;
}
