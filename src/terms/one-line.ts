/** A server's answer on one line, without its HTML, cut to a readable length. */
export function oneLine(text: string): string {
  const line = text
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  return line.length > 300 ? `${line.slice(0, 299)}…` : line || 'an empty answer';
}
