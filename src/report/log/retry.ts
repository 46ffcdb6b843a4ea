import type { Quote, ServerText } from '../../text/server-text.ts';

/** Why GitHub is asked again, and when. */
export function retryLine(
  {
    failure: { meaning, answer },
    waitMs,
    smaller,
  }: {
    readonly failure: { readonly meaning: string; readonly answer: ServerText };
    readonly waitMs: number;
    readonly smaller: boolean;
  },
  quote: Quote,
): string {
  const again = smaller ? 'asking again for less' : 'asking again';
  return `GitHub: ${meaning} (${quote(answer)}); ${again} in ${Math.ceil(waitMs / 1000)} s`;
}
