/** What a part has played. */
export interface Figures {
  readonly seed?: number;
  readonly played: number;
  /** Promises that were broken; each a bug. */
  readonly broken: readonly string[];
  readonly days?: number;
  readonly ways?: readonly Way[];
}

/** One way of delivery, over the same traffic. */
interface Way {
  readonly name: string;
  readonly runs: number;
  readonly fresh: number;
  readonly standing: number;
  readonly delivered: Readonly<Record<string, number>>;
  readonly broken: number;
}

/** The part of docs/reliability.md that tells of the message that is kept true. */
export function section(days: Figures, schedules: Figures, kills: Figures, steps: Figures): string {
  const weeks = (days.days ?? 0) / 7;
  const rows = (days.ways ?? []).map(({ name, runs, fresh, standing, delivered, broken }) =>
    [
      '',
      name,
      runs,
      fresh,
      (fresh / weeks).toFixed(1),
      delivered['updated'] ?? 0,
      delivered['unchanged'] ?? 0,
      standing,
      broken,
      '',
    ]
      .join(' | ')
      .trim(),
  );
  const broken = [days, schedules, kills, steps].reduce((sum, part) => sum + part.broken.length, 0);
  return `## One message that stays true

What \`npm run month\` saw. ${days.days} days (seed ${days.seed}) of a team of eight with four repositories: pull requests are opened, made
drafts and ready, reviewed by people and bots, dismissed, merged, closed, reopened, retargeted and retitled; now and
then a repository, or all, answer 503 for some hours. \`dist/index.js\` runs in a process of its own at each full hour
and 17 minutes, and with \`update\` and \`replace\` after one in ten of the events, too. The
rows with a star ran in one process, from \`src/\`. ${days.played} runs in all. Threshold one working
day, \`remind-every: 1d\`, working days Mon to Fri.

After each run with \`update\` or \`replace\` the channel is held against the truth (\`__tests__/month/oracle.ts\`, which shares no code
with the action): exactly one live message where one should be; the number in its headline, who is listed, since when
each waits, who is struck, by whom and when it was settled; what was not checked, and since when the message last said
so itself; an all-clear only where all was read and nothing waits; a fresh message exactly where there is news or it is
time to remind; no edit where nothing changed; superseded ones are one line, with a link to a message that was there.

| delivery | runs | fresh messages | interruptions a person and week | edits | unchanged | messages in the channel at the end | promises broken |
|---|${'---:|'.repeat(7)}
${rows.join('\n')}

An interruption is a fresh message in the channel: each member sees it as unread once. Edits notify nobody. With
\`update\` the superseded messages remain, each as one line; with \`replace\` those that were followed while something
could not be read. This team is a busy one: some 65 things happen on a working day, and reviews come late.

- **Runs that overlap**: ${schedules.played} schedules (from seed ${schedules.seed}) of two or three runs at once, their calls to Slack in an order that is drawn,
  three in ten of the runs killed between two calls, before or after Slack got the call; then a clean run, or the killed one again; then one that has
  nothing to do. Never two live messages afterwards, never none, never a second fresh one by the same run unless
  more became overdue since it looked; where runs
  saw the same the lower \`ts\` stays; the last run reads once and writes nothing.
- **Killed**: ${kills.played} runs of \`dist/index.js\`, killed (SIGKILL) at each of their calls to Slack, before it was sent and when it was
  answered: first message, reminder, news, edit, all clear; with \`update\` and \`replace\`; followed by the next run, or the
  same one again.
- **Calls that fail**: ${steps.played} runs in which a call of each method met a broken connection, no answer, an answer lost after Slack had
  done its part, a 500, an error, once or each time; followed likewise.

${broken === 0 ? 'No promise was broken.' : `${broken} promises were broken.`}

That the oracle can fail was seen by breaking the action on purpose, one way at a time: what was not read is left out;
nothing counts as changed; nothing is superseded; a review is told at the wrong time; a single piece of news is missed.
Each was caught within 60 hours of runs.
`;
}
