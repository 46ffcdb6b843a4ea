/** `users.lookupByEmail` and `conversations.open` (docs.slack.dev, slack-ruby/slack-api-ref). */
import { directId, type Method, missingScope, refuse } from './access.ts';

export const lookupByEmail: Method = ({ workspace, token, given }) => {
  const scope = missingScope(token, 'users:read.email');
  if (scope) return scope;
  const wanted = String(given['email'] ?? '').toLowerCase();
  const person = workspace.people?.find(({ email }) => email?.toLowerCase() === wanted);
  // That a deactivated person is not found is assumed.
  if (!person || person.deactivated) return refuse('users_not_found');
  const { id, name, email } = person;
  const profile = { email, real_name: name, display_name: name };
  return { ok: true, user: { id, team_id: 'T0000000001', name, deleted: false, is_bot: false, profile } };
};

/** A direct message with one person. */
export const open: Method = ({ workspace, token, given }) => {
  const scope = missingScope(token, 'im:write');
  if (scope) return scope;
  const users = String(given['users'] ?? '');
  if (users === '') return refuse('users_list_not_supplied');
  const person = workspace.people?.find(({ id }) => id === users);
  if (!person) return refuse('user_not_found');
  return person.deactivated ? refuse('user_disabled') : { ok: true, channel: { id: directId(person.id) } };
};
