import type { Explanation } from '../review/explanation.ts';
import { type ExplanationContext, explanationSections, explanationTitle } from './explanation.ts';
import { escapeHtml } from './foreign.ts';

/** The derivation of one verdict as HTML, without blank lines inside, so that nothing in it is read as Markdown. */
export function renderExplanation(explanation: Explanation, context: ExplanationContext): string {
  const sections = explanationSections(explanation, context).flatMap(({ title, lines }) => [
    `<h3>${escapeHtml(title)}</h3>`,
    '<ul>',
    ...lines.map((line) => `<li>${escapeHtml(line).replace(/^ +/, '&emsp;')}</li>`),
    '</ul>',
  ]);
  return [`<h2>${escapeHtml(explanationTitle(explanation))}</h2>`, ...sections, ''].join('\n');
}
