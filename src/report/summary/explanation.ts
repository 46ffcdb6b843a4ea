import type { Explanation } from '../../review/explanation.ts';
import { escapeHtml } from '../../text/untrusted.ts';
import { explanationSections, explanationTitle } from '../explanation.ts';
import type { ExplanationContext } from '../explanation-context.ts';

/** The derivation of one verdict as HTML, without blank lines inside, so that nothing in it is read as Markdown. */
export function renderExplanation(explanation: Explanation, context: ExplanationContext): string {
  const sections = explanationSections(explanation, context).flatMap(({ title, numbered, lines }) => [
    `<h3>${escapeHtml(title)}</h3>`,
    numbered ? '<ol>' : '<ul>',
    ...lines.map(({ text, below = [] }) => `<li>${escapeHtml(text)}${list(below)}</li>`),
    numbered ? '</ol>' : '</ul>',
  ]);
  return [`<h2>${escapeHtml(explanationTitle(explanation))}</h2>`, ...sections, ''].join('\n');
}

function list(texts: readonly string[]): string {
  return texts.length > 0 ? `<ul>${texts.map((text) => `<li>${escapeHtml(text)}</li>`).join('')}</ul>` : '';
}
