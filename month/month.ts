/**
 * npm run month: dist/index.js each hour of a month, between the twins, each run held against an oracle; runs that
 * overlap, that are killed, whose calls fail.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { type Asked, type Days, type Play, playDays } from '../__tests__/month/days.ts';
import { playKilled } from '../__tests__/month/kills.ts';
import { runOn } from '../__tests__/month/process.ts';
import { scenes } from '../__tests__/month/scene.ts';
import { playSchedule } from '../__tests__/month/schedules.ts';
import { playStep, steps } from '../__tests__/month/steps.ts';
import { script } from '../scripts/arguments.ts';
import { type Figures, section } from './page.ts';

const help = `npm run month                    all parts, with seed 1; about a quarter of an hour on two cores
npm run month -- --part days     a month of hourly runs, four ways of delivery (also: schedules, kills, steps)
npm run month -- --days 3        fewer of them
npm run month -- --schedules 50  fewer schedules of overlapping runs, in place of 300
npm run month -- --seed 7        other traffic, other schedules
npm run month -- --write         writes what was seen last into docs/reliability.md, and runs nothing`;

const parts = ['days', 'schedules', 'kills', 'steps'] as const;
type Part = (typeof parts)[number];
const folder = 'out/month';

await script(async () => {
  const { values } = parseArgs({
    options: {
      part: { type: 'string' },
      days: { type: 'string', default: '30' },
      schedules: { type: 'string', default: '300' },
      seed: { type: 'string', default: '1' },
      write: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    console.log(help);
    return 0;
  }
  if (values.write) return write();
  const chosen = parts.filter((part) => values.part === undefined || values.part === part);
  if (chosen.length === 0) throw new Error(`--part ${values.part}: one of ${parts.join(', ')}.`);
  const asked = { seed: Number(values.seed), days: Number(values.days), schedules: Number(values.schedules) };
  let broken = 0;
  for (const part of chosen) {
    const figures = await play(part, asked);
    keep(part, figures);
    for (const one of figures.broken) console.error(one);
    broken += figures.broken.length;
    console.log(`${part}: ${figures.played} played, ${figures.broken.length} promises broken`);
  }
  return broken > 0 ? 1 : 0;
});

interface Size {
  readonly seed: number;
  readonly days: number;
  readonly schedules: number;
}

function play(part: Part, size: Size): Promise<Figures> {
  switch (part) {
    case 'days':
      return playMonth(size);
    case 'schedules':
      return playSchedules(size);
    case 'kills':
      return playKills();
    case 'steps':
      return playSteps();
  }
}

/** In a process of its own, by its outputs. */
async function inProcess(...[stage, { id, eventName, failing }]: Parameters<Play>): ReturnType<Play> {
  stage.fail(failing);
  const { outputs, report } = await runOn(stage, { id, eventName });
  const { generatedAt }: { generatedAt?: unknown } = Object(report);
  const unreachable: { repository: string }[] = JSON.parse(outputs['unreachable'] ?? '[]');
  return {
    delivered: outputs['delivered'] ?? '',
    unread: unreachable.map(({ repository }) => repository),
    now: Date.parse(String(generatedAt)),
  };
}

async function playMonth({ seed, days }: Size): Promise<Figures> {
  const hours = days * 24;
  const asked = { seed, hours, events: 0.1 };
  const ways: readonly { readonly name: string; readonly asked: Asked; readonly play?: Play }[] = [
    { name: '`post`, each hour *', asked: { ...asked, delivery: 'post' } },
    { name: '`post`, each working day *', asked: { ...asked, delivery: 'post', daily: true } },
    { name: '`update`', asked: { ...asked, delivery: 'update' }, play: inProcess },
    { name: '`replace`', asked: { ...asked, delivery: 'replace' }, play: inProcess },
    { name: '`update` with `news: edit` *', asked: { ...asked, delivery: 'update', news: 'edit' } },
  ];
  const played = await Promise.all(
    ways.map(async ({ name, asked: own, play: by }) => [name, await playDays(own, by)] as const),
  );
  return {
    seed,
    played: played.reduce((sum, [, { runs }]) => sum + runs, 0),
    broken: played.flatMap(([name, { broken }]) => broken.map((one) => `${name}: ${one}`)),
    days,
    ways: played.map(([name, one]: readonly [string, Days]) => ({ name, ...one, broken: one.broken.length })),
  };
}

async function playSchedules({ seed, schedules }: Size): Promise<Figures> {
  const broken: string[] = [];
  for (let index = 0; index < schedules; index++) {
    const own = (seed - 1) * 1_000_000 + index;
    const one = await playSchedule(own);
    broken.push(...one.broken.map((promise) => `schedule ${own}: ${promise}\n  ${one.story.join('\n  ')}`));
  }
  return { seed, played: schedules, broken };
}

async function playKills(): Promise<Figures> {
  const broken: string[] = [];
  let played = 0;
  for (const delivery of ['update', 'replace'] as const)
    for (const scene of scenes)
      for (const isSent of [false, true])
        for (const again of [false, true])
          for (let call = 1; ; call++) {
            const killing = { delivery, scene, isSent, again, call };
            const wrong = await playKilled(killing);
            if (!wrong) break;
            played++;
            broken.push(...wrong.map((promise) => `killed, ${JSON.stringify(killing)}: ${promise}`));
          }
  return { played, broken };
}

async function playSteps(): Promise<Figures> {
  const broken: string[] = [];
  let played = 0;
  for (const step of steps) {
    const wrong = await playStep(step);
    if (wrong) played++;
    broken.push(...(wrong ?? []).map((promise) => `${JSON.stringify(step)}: ${promise}`));
  }
  return { played, broken };
}

function keep(part: Part, figures: Figures): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(`${folder}/${part}.json`, JSON.stringify(figures, null, 2));
}

function write(): number {
  const kept = (part: Part): Figures => JSON.parse(readFileSync(`${folder}/${part}.json`, 'utf8'));
  const path = 'docs/reliability.md';
  const [before = ''] = readFileSync(path, 'utf8').split(/^## /m);
  const text = section(kept('days'), kept('schedules'), kept('kills'), kept('steps'));
  writeFileSync(path, `${before.trimEnd()}\n\n${text}`);
  console.log(path);
  return 0;
}
