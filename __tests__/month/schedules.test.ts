import { expect, it } from 'vitest';
import { playSchedule } from './schedules.ts';

/** `npm run month` plays more. */
it.each([0, 8, 16])(
  'runs that overlap or are killed leave one message: schedules from %i on',
  async (first) => {
    for (let seed = first; seed < first + 8; seed++) {
      const { broken, story } = await playSchedule(seed);
      expect(broken, `schedule ${seed}: ${story.join('\n')}`).toEqual([]);
    }
  },
);
