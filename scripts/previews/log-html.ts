import type { LogLine } from '../../__tests__/runner/log-reader.ts';
import { escapeHtml, page } from './page.ts';

/** The log of a step as the run's page shows it, groups collapsed. */
export function logHtml(lines: readonly LogLine[]): string {
  let number = 0;
  const body = lines.map(({ kind, text, style: codes = '' }) => {
    if (kind === 'endgroup') return '</details>';
    number++;
    const numbered = `<span class="number">${number}</span>`;
    if (kind === 'group') return `<details><summary>${numbered}▸ ${escapeHtml(text)}</summary>`;
    const type = kind === 'text' ? '' : `${kind[0]?.toUpperCase()}${kind.slice(1)}: `;
    const tone = codes
      .split(';')
      .map((code) => ` sgr-${code}`)
      .join('');
    return `<div class="${kind}${codes && tone}">${numbered}${type}${escapeHtml(text)}</div>`;
  });
  const style = `body { margin: 0; padding: 16px 0; background: #1f2328; color: #e6edf3; font: 12px/20px ui-monospace, "DejaVu Sans Mono", monospace; }
div, summary { white-space: pre-wrap; padding-right: 16px; } summary { cursor: pointer; list-style: none; font-weight: bold; }
.number { display: inline-block; width: 48px; padding-right: 16px; text-align: right; color: #848d97; font-weight: normal; }
.sgr-1 { font-weight: bold; } .sgr-31 { color: #ff7b72; } .sgr-32 { color: #3fb950; }
.error { background: #5c1f1f; } .warning { background: #4d3a12; } .notice { background: #1d3557; }`;
  return page('Run log', style, body.join('\n'));
}
