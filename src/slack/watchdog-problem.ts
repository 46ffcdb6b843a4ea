/** Why the watchdog's message is not as it should be, with cause and remedy. */
import type { DeliveryProblem } from '../report/slack/delivery.ts';
import { type Topic, topicOf } from '../values/topic.ts';
import { toDeliveryProblem } from './delivery-problem.ts';
import type { Refusal, SlackFailure } from './failure.ts';
import { remedyOf } from './remedies.ts';
import { nameOf, type Target } from './target.ts';

const clock = "set the runner's clock: Slack reads the time at which it is to come by its own.";
/** docs.slack.dev: errors of chat.scheduleMessage. */
const remedies: ReadonlyMap<string, string> = new Map([
  [
    'restricted_too_many',
    'Slack takes 30 scheduled messages for one channel within 5 minutes: let fewer jobs run at the same minute, or give watchdog another length in some of them.',
  ],
  [
    'time_too_far',
    `Slack takes what is due within 120 days: make watchdog a little shorter, such as 119d, or ${clock}`,
  ],
  ['time_in_past', clock],
  ['invalid_time', clock],
]);

/** Every error of scheduling that has a remedy of its own here: docs/troubleshooting.md has a row for each. */
export const scheduleTopics: ReadonlyMap<Topic, string> = new Map(
  [...remedies.keys()].map((code) => [topicOf('slack', code), code]),
);

/** Nothing new is scheduled, or perhaps: then nothing old was taken back. */
export function notScheduled(failure: SlackFailure, target: Target): DeliveryProblem {
  if (failure.kind === 'unknown')
    return {
      what: 'Whether the watchdog was renewed is unknown',
      said: failure.what,
      remedy:
        'none is needed where the next run renews it. It is not repeated, since Slack may have taken it.',
      topic: 'watchdog-unknown',
    };
  if (failure.kind === 'refused')
    return {
      what: `The watchdog was not renewed. Slack refused its message for ${nameOf(target)}: ${failure.code}`,
      said: failure.details,
      ...remedyFor(failure, target, 'chat.scheduleMessage', 'watchdog-not-renewed'),
    };
  const { problem } = toDeliveryProblem(failure, target);
  return { ...problem, what: `The watchdog was not renewed. ${problem.what}`, topic: 'watchdog-not-renewed' };
}

const lead =
  'The watchdog was renewed, but an earlier message of it may still come although runs get through';
const next = 'the next run tries again.';
const topic = 'watchdog-not-taken-back';

/** The new one is scheduled; one from before may still be. */
export function notTakenBack(
  failure: SlackFailure,
  target: Target,
  method: 'chat.scheduledMessages.list' | 'chat.deleteScheduledMessage',
): DeliveryProblem {
  switch (failure.kind) {
    case 'refused':
      return {
        what: `${lead}. Slack refused ${method}: ${failure.code}`,
        said: failure.details,
        ...remedyFor(failure, target, method, topic),
      };
    case 'limited':
      return { what: `${lead}. Slack takes no more requests now`, remedy: next, topic };
    case 'unknown':
      return {
        what: `${lead}. No clear answer came to ${method}`,
        said: failure.what,
        remedy: next,
        topic,
      };
    default: {
      const { problem } = toDeliveryProblem(failure, target);
      return { ...problem, what: `${lead}. ${problem.what}`, topic };
    }
  }
}

/** More is scheduled than is read. @param read so many messages were */
export function tooMany(read: number): DeliveryProblem {
  return {
    what: `${lead}. More than ${read} messages of this app are scheduled, and no more were read`,
    remedy: 'give the monitor an app of its own in Slack, or slack-channel the ID of the channel.',
    topic,
  };
}

/** @param general the topic where Slack's code has none of its own */
function remedyFor(
  { code, needed }: Refusal,
  target: Target,
  method: string,
  general: Topic,
): Pick<DeliveryProblem, 'remedy' | 'topic'> {
  const own = remedies.get(code);
  if (own !== undefined) return { remedy: own, topic: topicOf('slack', code) };
  const { remedy, topic } = remedyOf(code, target, needed, method);
  return { remedy, topic: topic === 'delivery-other' ? general : topic };
}
