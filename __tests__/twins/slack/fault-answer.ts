/** What a fault answers in place of Slack, or does to Slack's answer. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { type Answer, type Arguments, type Refusal, refuse as refusal } from './access.ts';
import type { SlackFault } from './fault.ts';

/** What is refused in place of what Slack would say. */
export function refusalOf(
  { kind, code, answer, most = 6 }: SlackFault,
  given: Arguments,
): Refusal | undefined {
  const refuse = (error: string) => refusal(error, answer);
  switch (kind) {
    case 'error':
      return refuse(code ?? 'internal_error');
    case 'echo-refusal':
      return refuse(`invalid_payload: ${JSON.stringify(given)}`);
    case 'too-large': {
      const { blocks } = given;
      const list: unknown = typeof blocks === 'string' ? JSON.parse(blocks) : blocks;
      return Array.isArray(list) && list.length > most ? refuse(code ?? 'msg_blocks_too_long') : undefined;
    }
    default:
      return undefined;
  }
}

export function detailsOf({ errors }: Answer): string[] {
  return Array.isArray(errors) ? errors.map(String) : [];
}

/** Answers in place of Slack; true where the request goes no further. */
export function interferes(
  { kind, retryAfter = 1, status = 404 }: SlackFault,
  request: IncomingMessage,
  response: ServerResponse,
  body: string,
): boolean {
  const html = '<html><body><h1>Sign in to the network</h1></body></html>';
  switch (kind) {
    case '429':
      limit(response, retryAfter);
      return true;
    case '429-no-header':
      send(response, 429, 'application/json', '{"ok":false,"error":"ratelimited"}');
      return true;
    case '500':
      send(response, 500, 'text/plain', 'Internal Server Error');
      return true;
    case '503-html':
      send(response, 503, 'text/html', html);
      return true;
    case 'html-200':
      send(response, 200, 'text/html', html);
      return true;
    case 'redirect':
      send(response, 302, 'text/html', html, { location: 'http://127.0.0.1:9/elsewhere' });
      return true;
    case 'echo':
      send(
        response,
        status,
        'text/html',
        `<html><body>No ${request.url} here (${request.headers.authorization}): ${body}</body></html>`,
      );
      return true;
    case 'reset':
      request.socket.destroy();
      return true;
    case 'no-answer':
      return true;
    default:
      return false;
  }
}

/** Sends the answer, unless a fault loses it after Slack has done its part. */
export function finish(
  fault: SlackFault | undefined,
  response: ServerResponse,
  status: number,
  type: string,
  body: string,
): void {
  switch (fault?.kind) {
    case 'stored-then-reset':
      response.socket?.destroy();
      return;
    case 'stored-then-no-answer':
      return;
    case 'stored-then-cut':
      response.writeHead(status, { 'content-type': type, 'content-length': body.length + 100 });
      response.write(body.slice(0, 10));
      setTimeout(() => response.socket?.destroy(), 20);
      return;
    default:
      send(response, status, type, body);
  }
}

/** Answers that the method was called too often. */
export function limit(response: ServerResponse, seconds: number | string): void {
  send(response, 429, 'application/json', '{"ok":false,"error":"ratelimited"}', {
    'retry-after': String(seconds),
  });
}

function send(
  response: ServerResponse,
  status: number,
  type: string,
  body: string,
  headers: Readonly<Record<string, string>> = {},
): void {
  response.writeHead(status, { 'content-type': type, ...headers });
  response.end(body);
}
