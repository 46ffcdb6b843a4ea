import { reasonLine } from '../cause.ts';
import { lookedAtCount, type Report, withVerdict } from '../report.ts';
import { type Delivery, worst } from '../slack/delivery.ts';
import { deliveryJson, pullRequestJson } from './json.ts';

/** Every output of action.yml. */
export const outputNames = [
  'count',
  'pull-requests',
  'report-file',
  'checked',
  'unreachable',
  'delivered',
  'deliveries',
  'slack-channel-id',
  'slack-ts',
] as const;
export type OutputName = (typeof outputNames)[number];
export type Outputs = Readonly<Partial<Record<OutputName, string>>>;

/** An environment string holds 128 KiB; with a name and some reserve, in bytes of UTF-8. */
const jsonAtMost = 96 * 1024;

/**
 * The outputs of a run. Where nothing could be looked at, `count`, `pull-requests` and `checked` stay unset:
 * zero would be a claim.
 */
export function makeOutputs(report: Report, deliveries: readonly Delivery[]): Outputs {
  const [first] = deliveries;
  const unreachable = report.unreachable.map((one) => ({
    repository: one.repository,
    reason: reasonLine(one),
  }));
  return {
    ...(lookedAtCount(report) > 0 && {
      count: String(report.counts.overdue),
      checked: String(report.checked),
      'pull-requests': overdueJson(report),
    }),
    unreachable: JSON.stringify(fitting(unreachable, (one) => one)),
    delivered: worst(deliveries),
    deliveries: JSON.stringify(deliveries.map(deliveryJson)),
    ...(first?.channel && /^[CGDUW][A-Z\d]+$/.test(first.channel) && { 'slack-channel-id': first.channel }),
    ...(first?.ts && { 'slack-ts': first.ts }),
  };
}

/** The overdue, the longest wait first. What does not fit is cut from the youngest; beyond `max-age`, before all. */
function overdueJson(report: Report): string {
  const maxAge = report.settings.maxAge ?? Number.POSITIVE_INFINITY;
  const overdue = withVerdict(report, 'overdue');
  const [listed, ancient] = [
    overdue.filter(({ waited }) => waited <= maxAge),
    overdue.filter(({ waited }) => waited > maxAge),
  ];
  const kept = fitting([...listed, ...ancient], (judgement) => pullRequestJson(judgement, report));
  return JSON.stringify([...kept.slice(listed.length), ...kept.slice(0, listed.length)]);
}

/** As many of the items, from the first, as fit into one output; the others are not even made. */
function fitting<T, Json>(items: readonly T[], toJson: (item: T) => Json): readonly Json[] {
  const kept: Json[] = [];
  let bytes = 2;
  for (const item of items) {
    const json = toJson(item);
    bytes += Buffer.byteLength(JSON.stringify(json)) + 1;
    if (bytes > jsonAtMost) break;
    kept.push(json);
  }
  return kept;
}
