// What it means that the server gave no answer, or not the one that was asked for.
import { failed, skipped, type CheckVerdict } from './check-line.ts';
import type { Reply } from './server-door.ts';

export type NoAnswer = Exclude<Reply<never>, { is: 'answer' }>;

export function verdictOn(reply: NoAnswer): CheckVerdict {
  switch (reply.is) {
    case 'unreachable':
      return failed(
        'server-unreachable',
        'The server cannot be reached.',
        'Check your network, and that the server runs. In a page of another site, PARLEY_CORS_ORIGINS at the server must name that site.',
      );
    case 'silence':
      return failed(
        'server-silent',
        'The server does not answer in time.',
        'Check your network. If other pages load, the server or a proxy in front of it is overloaded or hangs.',
      );
    case 'stranger':
      return failed(
        'not-a-parley-server',
        'Something else than a Parley server answers.',
        'Whoever runs the server: let the proxy in front of it pass /api/v1 on unchanged. In a guest network, sign in on its own page first.',
      );
    case 'refusal':
      return verdictOnRefusal(reply);
  }
}

function verdictOnRefusal({ code, retryAfter }: Extract<NoAnswer, { is: 'refusal' }>): CheckVerdict {
  switch (code) {
    case 'unauthorized':
    case 'forbidden':
      return skipped(
        'seat-needed',
        'This server gives TURN credentials to invited people alone, so the relay was not looked at.',
        'Run the check in a page that has credentials, and hand them to it as `iceServers`.',
      );
    case 'rate-limited':
      return failed(
        'rate-limited',
        'The server has had too many requests from your network.',
        retryAfter === null ? 'Wait a moment and run the check again.' : `Run the check again in ${retryAfter} s.`,
      );
    case 'unavailable':
      return failed(
        'unavailable',
        'The server runs, but cannot store anything right now.',
        'Wait a moment. If it stays, whoever runs the server sees why with npm run doctor.',
      );
    default:
      return failed(
        'server-refuses',
        `The server refuses what every client asks (${code}).`,
        'Check that page and server are of the same version. Whoever runs the server finds the reason in its log.',
      );
  }
}
