/** Where in Slack, and under which name. */
import { bareEntry } from '../values/list.ts';
import type { Problems } from './problem.ts';
import type { Reader } from './reader.ts';

interface Given {
  readonly problems: Problems;
}

/** An ID, or a name with its `#`. */
export function readChannel(reader: Reader, name: string, { problems }: Given): string | undefined {
  const channel = reader.textOrDefault(name);
  if (/^[CGDUW][A-Z\d]{6,}$/.test(channel)) return channel;
  const bare = channel.replace(/^#/, '');
  if (!/[\s,#<>@&|/:A-Z"'`“”‘’[\]{}()*?]/u.test(bare) && bare.length > 0 && bare.length <= 80)
    return `#${bare}`;
  const [id] = /\b[CG][A-Z\d]{8,20}\b/.exec(channel) ?? [];
  const meant = id ?? bareEntry(channel, true);
  return problems.add(
    name,
    `${problems.given(channel)} is not one channel.${problems.hint(meant)} Allowed: one ID such as C0123456789 (in Slack: channel details, at the bottom), or one name in small letters.`,
  );
}

export function readUsername(reader: Reader, name: string, { problems }: Given): string {
  const username = reader.textOrDefault(name);
  if ([...username].length > 80 || /\p{Cc}/u.test(username))
    problems.add(
      name,
      `${problems.given(username)} is not allowed. Allowed: up to 80 characters on one line.`,
    );
  return username;
}
