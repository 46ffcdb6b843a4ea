/** Runs dist/index.js on a stage, in a process of its own whose clock is moved and whose pauses are short. */
import { type RunResult, runAction } from '../runner/runner.ts';
import { testToken } from '../worlds/builder.ts';
import type { Stage } from './stage.ts';

/** Where the process kills itself: at its nth call to Slack, before it is sent or when it is answered. */
export interface Kill {
  readonly call: number;
  readonly isSent: boolean;
}

/**
 * Loaded before the action. Its clock begins where CLOCK says; pauses last a fiftieth, but for the times of 10 and 15 s
 * after which nobody is waited for any more.
 */
const preload = `
import { subscribe } from 'node:diagnostics_channel';
const { CLOCK, KILL_ORIGIN, KILL_CALL, KILL_ON } = process.env;
const OwnDate = Date;
const own = Date.now;
const shift = Number(CLOCK) - own();
globalThis.Date = class extends OwnDate {
  constructor(...given) { super(...(given.length > 0 ? given : [own() + shift])); }
  static now() { return own() + shift; }
};
const later = globalThis.setTimeout;
globalThis.setTimeout = Object.assign(
  (what, ms, ...rest) => later(what, ms >= 900 && ms !== 10000 && ms !== 15000 ? ms / 50 : ms, ...rest), later);
let calls = 0;
if (KILL_CALL) subscribe(KILL_ON, ({ request }) => {
  if (request.origin === KILL_ORIGIN && ++calls === Number(KILL_CALL)) process.kill(process.pid, 'SIGKILL');
});`;

/** @param eventName `schedule` unless said */
export function runOn(
  stage: Stage,
  {
    id,
    eventName = 'schedule',
    inputs = {},
    kill,
  }: {
    readonly id: string;
    readonly eventName?: string;
    readonly inputs?: Readonly<Record<string, string>>;
    readonly kill?: Kill | undefined;
  },
): Promise<RunResult> {
  const repository = { full_name: 'acme/web', private: false, default_branch: 'main' };
  const side = { repo: { full_name: 'acme/web' } };
  const pull = { user: { login: 'ada' }, head: side, base: side };
  const isSchedule = eventName === 'schedule';
  return runAction({
    repository: 'acme/web',
    token: testToken,
    apiUrl: stage.apiUrl,
    event: { name: eventName, payload: { repository, ...(!isSchedule && { pull_request: pull }) } },
    inputs: { ...stage.inputs, ...inputs },
    // Else an outage of the workflow's own repository ends the run when it asks for this file, and nothing is changed.
    checkout: { '.github/pr-status-monitor.yml': '# Nothing yet.\n' },
    env: {
      CLOCK: String(stage.slack.clock.now),
      NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(preload)}`,
      GITHUB_RUN_ID: id,
      GITHUB_RUN_NUMBER: id,
      ...(kill && {
        KILL_ORIGIN: new URL(stage.slack.apiUrl).origin,
        KILL_CALL: String(kill.call),
        KILL_ON: kill.isSent ? 'undici:request:headers' : 'undici:request:create',
      }),
    },
  });
}
