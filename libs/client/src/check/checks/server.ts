// Whether the server answers over REST.
import { passed, type CheckVerdict } from '../check-line.ts';
import { verdictOn } from '../no-answer.ts';
import type { ServerDoor } from '../server-door.ts';

export async function checkServer(door: ServerDoor): Promise<CheckVerdict> {
  const reply = await door.knock();
  return reply.is === 'answer'
    ? passed('server-answers', 'The server answers.', { duration: reply.milliseconds })
    : verdictOn(reply);
}
