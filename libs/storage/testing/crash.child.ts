// A process that is killed: it writes as fast as it can, and prints each messageId once it was acknowledged.
import { openSqliteStorage } from '../src/sqlite/open-sqlite-storage.ts';
import { Scene } from './scene.ts';

const [path = ''] = process.argv.slice(2);
const scene = new Scene(await openSqliteStorage({ path }));
const callId = await scene.call({ id: 'the call' });
const alice = await scene.join(callId, { secretHash: new Uint8Array(32).fill(1) });
const bob = await scene.join(callId, { secretHash: new Uint8Array(32).fill(2) });

for (let next = 0; ; next += 20) {
  const ids = Array.from({ length: 20 }, (_, index) => `m${next + index}`);
  await Promise.all(
    ids.map(async (messageId) => {
      await scene.say(alice, { to: bob.self.id, messageId });
      process.stdout.write(`${messageId}\n`);
    }),
  );
  void scene.store.confirm(bob.seat, next);
}
