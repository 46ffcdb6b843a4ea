/** What would change the verdict of a pull request, in words. Untrusted text in it is sanitized, not yet escaped. */
import type { Explanation } from '../review/explanation.ts';
import type { Exclusion } from '../review/judge.ts';
import { label, sanitize } from '../text/untrusted.ts';
import { at, type ExplanationContext } from './explanation-context.ts';

/** One or two sentences. */
export function outlook(explanation: Explanation, context: ExplanationContext): string {
  const { verdict, subject, exclusion, judgement } = explanation;
  const { finding } = judgement;
  const left = 'counted' in finding ? finding.needed - finding.counted.length : 1;
  const wanted = left > 1 ? `Reviews that count by ${left} more accounts` : 'A review that counts';
  const due = judgement.dueAt === undefined ? undefined : at(judgement.dueAt, context);
  switch (verdict) {
    case 'not open':
      return subject.state === 'merged' ? 'Nothing: it is merged.' : 'Reopening it, which starts its clock.';
    case 'not watched':
      return `A change of its base branch to one that matches ${label(subject.watched.branch)}${context.settings.includeStacked ? `, or an open pull request that brings ${label(subject.pullRequest.base)} there` : '; or include-stacked: true, where it stands on one that does'}.`;
    case 'draft':
      return 'Marking it ready for review, which starts its clock; or include-drafts: true.';
    case 'left out':
      return exclusion ? inclusionOutlook(exclusion) : '';
    case 'reviewed': {
      const { reRequests, freshReviewsOnly } = context.settings.rules;
      const undoing = [
        ...(freshReviewsOnly
          ? ['A push: reviews of older commits no longer count, and the clock starts anew.']
          : []),
        ...(reRequests ? ['Asking one of its reviewers again: that review no longer counts then.'] : []),
      ];
      return undoing.join(' ') || 'Nothing: a review that counts stays one.';
    }
    case 'in time':
      return `${wanted}. Without ${left > 1 ? 'them' : 'one'} it ${due ? `becomes overdue on ${due}` : 'never becomes overdue: no working time comes'}.`;
    case 'overdue':
      return `${wanted}. It has been overdue since ${due}.`;
  }
}

function inclusionOutlook(exclusion: Exclusion): string {
  switch (exclusion.by) {
    case 'snooze-labels':
      return exclusion.until === undefined
        ? `Taking the label ${label(exclusion.label)} off it.`
        : `The beginning of ${exclusion.until}, or taking the label ${label(exclusion.label)} off it.`;
    case 'authors-turn':
      return 'Its author: a push that resolves the conflicts, or mends the checks.';
    default: {
      const one = exclusion.by === 'labels' ? 'label' : 'author';
      return 'excluded' in exclusion
        ? `Nothing about its ${one} may match ${sanitize(exclusion.excluded)}; or change the input ${exclusion.by}.`
        : `Its ${one} must match what the input ${exclusion.by} names.`;
    }
  }
}
