import { publicHolidays } from '../../src/holidays/index.ts';
import { WorkingCalendar } from '../../src/review/working-calendar.ts';
import type { DayRange, WorkingTime } from '../../src/review/working-time.ts';
import { civilDay } from '../../src/values/civil-day.ts';
import { median, ratio, time, whole } from '../figures.ts';
import type { Part } from '../part.ts';

const hour = 3_600_000;
const pulls = 5000;
/** A quick answer of GitHub to a question for 100 pull requests, in ms. */
const requestMs = 50;

const team: WorkingTime = {
  weekdays: [0, 1, 2, 3, 4],
  begins: 9 * hour,
  length: 8 * hour,
  holidays: [],
  regions: [],
  timezone: 'Europe/Berlin',
};

interface Case {
  readonly title: string;
  readonly waitedDays: number;
  readonly changes: Partial<WorkingTime>;
}

const twoYears = 730;
const cases: readonly Case[] = [
  { title: 'no holidays', waitedDays: 1, changes: {} },
  { title: 'no holidays', waitedDays: twoYears, changes: {} },
  { title: 'no holidays', waitedDays: 5 * twoYears, changes: {} },
  { title: '20 days off', waitedDays: twoYears, changes: { holidays: daysOff(20) } },
  { title: '200 days off', waitedDays: twoYears, changes: { holidays: daysOff(200) } },
  { title: 'public holidays of DE', waitedDays: twoYears, changes: { regions: ['DE'] } },
];

/** Every third day before today. */
function daysOff(count: number): DayRange[] {
  const today = Math.floor(Date.now() / civilDay);
  return Array.from({ length: count }, (_, index) => ({ from: today - 3 * index, to: today - 3 * index }));
}

/** The working time of many waits, in this process: a calendar is made, and asked for each of them. */
export const workingTime: Part = {
  name: 'working-time',
  title: `The working time of ${whole(pulls)} pull requests`,
  async run({ runs, progress }) {
    publicHolidays('DE', 2020);
    const rows = cases.map(({ title, waitedDays, changes }) => {
      progress(`${waitedDays} days, ${title}`);
      const now = Date.now();
      const judge = () => {
        const started = performance.now();
        const calendar = new WorkingCalendar(
          { ...team, ...changes },
          now - (waitedDays + 30) * civilDay,
          publicHolidays,
        );
        for (let pull = 0; pull < pulls; pull++)
          calendar.workedBetween(now - waitedDays * civilDay - pull * 60_000, now);
        return performance.now() - started;
      };
      const cold = judge();
      const warm = median(Array.from({ length: Math.max(runs, 5) }, judge));
      return [
        `${whole(waitedDays)} days`,
        title,
        time(cold),
        time(warm),
        ratio(cold, requestMs),
        `${((warm / pulls) * 1000).toFixed(1)} µs`,
      ];
    });
    return {
      head: [
        'each waited',
        'calendar',
        'the first time',
        'again (median)',
        `first, against a request of ${requestMs} ms`,
        'each',
      ],
      rows,
      notes: [
        'Monday to Friday, nine to five, in Europe/Berlin. "The first time" includes making the calendar, its clock changes and holidays, in code that has not run before (the first row) or has.',
        `${whole(pulls)} pull requests are 50 requests.`,
      ],
    };
  },
};
