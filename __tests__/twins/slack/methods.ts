/** The methods of the Web API that the twin knows: each answers like Slack, with HTTP 200 and `ok`. */
import { type Method, parsed, refuse } from './access.ts';
import { blockErrors } from './blocks.ts';
import { remove, update } from './editing.ts';
import { history } from './history.ts';
import { lookupByEmail, open } from './people.ts';
import { postMessage } from './posting.ts';
import { deleteScheduledMessage, scheduledMessagesList, scheduleMessage } from './scheduling.ts';
import { appOf } from './workspace.ts';

export type { StoredMessage } from './message.ts';

const authTest: Method = ({ token }) => ({
  ok: true,
  url: 'https://acme.slack.com/',
  user: token.appName,
  team: 'Acme',
  team_id: 'T0000000001',
  bot_id: appOf(token).bot,
  user_id: appOf(token).user,
});

const validate: Method = ({ given }) => {
  const blocks = parsed(given['blocks']);
  if (blocks === undefined) return refuse('invalid_blocks_format');
  const errors = blockErrors(blocks);
  return errors.length > 0
    ? refuse('invalid_blocks', {
        errors: errors.map(({ message, pointer }) => ({ code: 'invalid', message, pointer })),
      })
    : { ok: true };
};

export const methods: Readonly<Record<string, Method>> = {
  'auth.test': authTest,
  'blocks.validate': validate,
  'chat.delete': remove,
  'chat.deleteScheduledMessage': deleteScheduledMessage,
  'chat.postMessage': postMessage,
  'chat.scheduledMessages.list': scheduledMessagesList,
  'chat.scheduleMessage': scheduleMessage,
  'chat.update': update,
  'conversations.history': history,
  'conversations.open': open,
  'users.lookupByEmail': lookupByEmail,
};
