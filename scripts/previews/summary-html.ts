import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import rehypeRaw from 'rehype-raw';
import rehypeSanitize, { defaultSchema } from 'rehype-sanitize';
import rehypeStringify from 'rehype-stringify';
import remarkGfm from 'remark-gfm';
import remarkParse from 'remark-parse';
import remarkRehype from 'remark-rehype';
import { unified } from 'unified';
import { page } from './page.ts';

const require = createRequire(import.meta.url);

/** GitHub lets places for line breaks through, too (its html-pipeline: SanitizationFilter). */
const allowed = { ...defaultSchema, tagNames: [...(defaultSchema.tagNames ?? []), 'wbr'] };

/** A job summary as GitHub shows it: Markdown with sanitized HTML, in a font as narrow as those that readers have. */
export async function summaryHtml(markdown: string): Promise<string> {
  const body = await unified()
    .use(remarkParse)
    .use(remarkGfm)
    .use(remarkRehype, { allowDangerousHtml: true })
    .use(rehypeRaw)
    .use(rehypeSanitize, allowed)
    .use(rehypeStringify)
    .process(markdown);
  const style = `${readFileSync(require.resolve('github-markdown-css/github-markdown-light.css'), 'utf8')}
body { margin: 0; background: #fff; } .markdown-body { font-family: Roboto, "Helvetica Neue", Arial, sans-serif; max-width: 1012px; margin: 0 auto; padding: 24px; }`;
  return page('Job summary', style, `<article class="markdown-body">${String(body)}</article>`);
}
