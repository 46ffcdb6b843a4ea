/** The report as other programs read it: `pull-requests` and `report-file` (docs/report.schema.json). */
import type { Judgement } from '../review/judge.ts';
import { reasonOf } from '../review/reason.ts';
import type { Delivery } from './delivery.ts';
import { nextUp } from './next-up.ts';
import type { Report } from './report.ts';
import { settingsView } from './settings-view.ts';

/** Grows when a field changes its meaning or goes; new fields leave it. */
const schemaVersion = 1;

/** A pull request as `pull-requests` and the report file name it. Texts are as their authors wrote them. */
export function pullRequestJson(judgement: Judgement, report: Report) {
  const { pullRequest, start, waited, finding } = judgement;
  return {
    repository: pullRequest.repository,
    number: pullRequest.number,
    title: pullRequest.title.toWellFormed(),
    url: pullRequest.url,
    author: pullRequest.author.login,
    base: pullRequest.base,
    draft: pullRequest.draft,
    labels: pullRequest.labels,
    additions: pullRequest.additions,
    deletions: pullRequest.deletions,
    createdAt: iso(pullRequest.createdAt),
    waitingSince: iso(start.at),
    waitedSeconds: Math.floor(waited / 1000),
    requestedReviewers: pullRequest.requested.map(({ name }) => name),
    verdict: finding.verdict,
    reason: reasonOf(judgement, report),
  };
}

/** The whole report. */
export function reportJson(report: Report, deliveries: readonly Delivery[]) {
  const { run, now, repositories, judgements, counts, checked, unreachable, spent, withheld, unnamed } =
    report;
  return {
    schemaVersion,
    generatedAt: iso(now),
    run: { repository: run.repository, workflow: run.workflow, event: run.eventName, url: run.url },
    settings: Object.fromEntries(settingsView(report.settings)),
    checked,
    counts,
    repositories: repositories.map(({ name, asked, isPrivate, branch, unread, requests, counts: own }) => ({
      name,
      asked,
      private: isPrivate,
      branch,
      counts: own,
      unread,
      requests,
    })),
    pullRequests: judgements.map((judgement) => pullRequestJson(judgement, report)),
    nextUp: nextUp(report).map(({ judgement: { pullRequest }, dueAt }) => ({
      repository: pullRequest.repository,
      number: pullRequest.number,
      url: pullRequest.url,
      dueAt: iso(dueAt),
    })),
    withheld: withheld.map(({ name }) => name),
    unnamed,
    unreachable: unreachable.map(({ repository, partly, reason, remedy, answer }) => ({
      repository,
      partly,
      reason,
      remedy,
      answer,
    })),
    spent: { requests: spent.requests, points: spent.points, remaining: spent.remaining ?? null },
    deliveries: deliveries.map(deliveryJson),
  };
}

/** One message as `deliveries` names it. */
export function deliveryJson({ channel, ts, delivered, count }: Delivery) {
  return { channel: channel ?? null, ts: ts ?? null, delivered, count };
}

function iso(instant: number): string {
  return new Date(instant).toISOString();
}
