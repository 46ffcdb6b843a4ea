/** The report as other programs read it: `pull-requests` and `report-file` (docs/report.schema.json). */
import type { Judgement } from '../../review/judge.ts';
import { reasonOf } from '../../review/reason.ts';
import { reasonLine } from '../cause.ts';
import { nextUp } from '../next-up.ts';
import type { Report } from '../report.ts';
import { routeNumber } from '../routing.ts';
import type { Delivery } from '../slack/delivery.ts';

/** Grows when a field changes its meaning or goes; new fields leave it. */
const schemaVersion = 1;

/** A pull request as `pull-requests` and the report file name it. Texts are as their authors wrote them. */
export function pullRequestJson(judgement: Judgement, report: Report) {
  const { pullRequest, start, waited, finding } = judgement;
  const route = routeNumber(judgement, report);
  return {
    repository: pullRequest.repository,
    number: pullRequest.number,
    title: pullRequest.title.toWellFormed(),
    url: pullRequest.url,
    author: pullRequest.author.login,
    base: pullRequest.base,
    ...(pullRequest.stackedOn !== undefined && { stackedOn: pullRequest.stackedOn }),
    draft: pullRequest.draft,
    labels: pullRequest.labels,
    additions: pullRequest.additions,
    deletions: pullRequest.deletions,
    createdAt: iso(pullRequest.createdAt),
    waitingSince: iso(start.at),
    waitedSeconds: Math.floor(waited / 1000),
    requestedReviewers: pullRequest.requested?.map(({ name }) => name) ?? null,
    verdict: finding.verdict,
    reason: reasonOf(judgement, report),
    ...(route !== undefined && { route }),
  };
}

/** A long list that becomes JSON item by item: written one after the other, it never stands in memory whole. */
export class Rows<T> {
  readonly #items: readonly T[];
  readonly #toJson: (item: T) => unknown;

  constructor(items: readonly T[], toJson: (item: T) => unknown) {
    this.#items = items;
    this.#toJson = toJson;
  }

  *[Symbol.iterator](): Generator<unknown> {
    for (const item of this.#items) yield this.#toJson(item);
  }

  toJSON(): unknown[] {
    return [...this];
  }
}

/** The whole report. */
export function reportJson(report: Report, deliveries: readonly Delivery[]) {
  const { run, now, repositories, judgements, counts, checked, unreachable, spent, withheld, unnamed } =
    report;
  return {
    schemaVersion,
    generatedAt: iso(now),
    run: { repository: run.repository, workflow: run.workflow, event: run.eventName, url: run.url },
    settings: Object.fromEntries(report.settings.view),
    checked,
    counts,
    repositories: repositories.map(
      ({ name, asked, visibility, branch, unread, unwatched, requests, counts: own }) => ({
        name,
        asked,
        private: visibility !== 'public',
        branch,
        counts: own,
        unread,
        unwatched: unwatched ?? null,
        requests,
      }),
    ),
    pullRequests: new Rows(judgements, (judgement) => pullRequestJson(judgement, report)),
    nextUp: nextUp(report).map(({ judgement: { pullRequest }, dueAt }) => ({
      repository: pullRequest.repository,
      number: pullRequest.number,
      url: pullRequest.url,
      dueAt: iso(dueAt),
    })),
    withheld: withheld.map(({ name }) => name),
    unnamed,
    unreachable: unreachable.map((one) => ({
      repository: one.repository,
      partly: one.partly,
      unread: one.unread,
      reason: reasonLine(one),
      remedy: one.remedy,
      answer: one.answer,
    })),
    spent: { requests: spent.requests, points: spent.points, remaining: spent.remaining ?? null },
    deliveries: deliveries.map((one) => ({ ...deliveryJson(one), why: one.why ?? null })),
  };
}

/** One message as `deliveries` names it. */
export function deliveryJson({ channel, ts, delivered, count }: Delivery) {
  return { channel: channel ?? null, ts: ts ?? null, delivered, count };
}

function iso(instant: number): string {
  return new Date(instant).toISOString();
}
