/** An instant as Slack shows it to one reader (docs.slack.dev: formatting message text, "Date formatting"). */
interface Place {
  /** IANA zone. */
  readonly timeZone: string;
  /** When it is read, in ms since 1970: it says which day is today. */
  readonly now: number;
}

const day = 86_400_000;
/** Within it, a short date is without the year. */
const halfYear = 182 * day;

/** @param format words with tokens in braces @throws Error at a token that the messages do not use */
export function readersDate(instant: number, format: string, { timeZone, now }: Place): string {
  const show = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat('en-US', { timeZone, ...options }).format(instant);
  const isNear = Math.abs(now - instant) < halfYear;
  const short = show({ month: 'short', day: 'numeric', ...(isNear ? {} : { year: 'numeric' }) });
  return format.replace(/\{(\w+)\}/g, (_, token) => {
    switch (token) {
      case 'date_short':
        return short;
      case 'date_short_pretty':
        return relativeDay(instant, { timeZone, now }) ?? short;
      case 'time':
        return show({ hour: 'numeric', minute: '2-digit', hourCycle: 'h23' });
      default:
        throw new Error(`the preview does not know the token {${token}}`);
    }
  });
}

function relativeDay(instant: number, { timeZone, now }: Place): string | undefined {
  const dayOf = (at: number) => Math.floor(Date.parse(isoDay(at, timeZone)) / day);
  return { '-1': 'yesterday', '0': 'today', '1': 'tomorrow' }[String(dayOf(instant) - dayOf(now))];
}

function isoDay(at: number, timeZone: string): string {
  return new Date(at).toLocaleDateString('sv-SE', { timeZone });
}
