import { expect, it } from 'vitest';
import { type Killing, playKilled } from '../month/kills.ts';

/** `npm run month` kills it at every call. */
it.each<Killing>([
  { delivery: 'update', scene: 'first', call: 3, isSent: true, again: true },
  { delivery: 'update', scene: 'reminder', call: 5, isSent: false, again: false },
  { delivery: 'replace', scene: 'news', call: 3, isSent: true, again: true },
  { delivery: 'replace', scene: 'edit', call: 2, isSent: false, again: false },
])(
  'killed between two calls, it leaves one message to the next run, and no second ping: %j',
  async (killing) => {
    expect(await playKilled(killing)).toEqual([]);
  },
);
