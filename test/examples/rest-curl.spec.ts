// examples/rest-curl: a shell script in a call with a browser.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { findTool, JQ } from '../../scripts/lib/system-tools.ts';
import { EXAMPLES, expect, test } from './support/fixtures.ts';

test.skip(!findTool(JQ), `jq is missing: ${JQ.advice}`);

test('the script takes a seat, its answer is taken by a browser, and it hangs up', async ({ person }) => {
  const ada = await person('Ada');
  const link = await ada.createCall();

  const script = spawn(join(EXAMPLES, 'rest-curl/answer.sh'), [link, '3'], { stdio: ['ignore', 'pipe', 'inherit'] });
  let said = '';
  script.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const ended = once(script, 'close');

  await expect.poll(() => said).toContain('answered');
  const answer = () =>
    ada.page.evaluate(() =>
      window.recordedConnections.map(({ currentRemoteDescription }) =>
        currentRemoteDescription?.sdp.match(/^m=\w+ \d+/gm),
      ),
    );
  // Both media and the data channels were declined, by an answer that is none the less complete.
  await expect.poll(answer).toEqual([['m=audio 0', 'm=video 0', 'm=application 0']]);

  expect(await ended).toEqual([0, null]);
  expect(said.split('\n')).toEqual(
    expect.arrayContaining([expect.stringMatching(/^seat /), '1 offer', 'answered', '2 candidate', 'hung up']),
  );
  await expect(ada.page.getByText('Call ended').first()).toBeVisible();
});

test('a call that is not there is said so', async ({ server }) => {
  const script = spawn(join(EXAMPLES, 'rest-curl/answer.sh'), [`${server.url}/c/nosuchcall`]);
  let complaint = '';
  script.stderr.on('data', (chunk: Buffer) => (complaint += chunk.toString()));
  expect(await once(script, 'close')).toEqual([1, null]);
  expect(complaint).toContain('call-not-found');
});
