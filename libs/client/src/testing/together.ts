// People in one call, each in a tab of their own, and the end of all of them.
import type { CallError } from '../call-error.ts';
import { FakeServer } from './fake-server.ts';
import { FakeTab } from './fake-tab.ts';
import { until } from './until.ts';

const tabs: FakeTab[] = [];

export function openTab(server: FakeServer, name: string): FakeTab {
  const tab = new FakeTab(server, name);
  tabs.push(tab);
  return tab;
}

/** People who joined one after the other, all connected. */
export async function together(count = 2): Promise<[FakeTab, FakeTab, ...FakeTab[]]> {
  const server = new FakeServer();
  server.maxParticipants = count;
  const everyone = Array.from({ length: count }, (_, index) => openTab(server, `secret-${index}`));
  for (const tab of everyone) {
    await tab.enter();
  }
  await connected(...everyone);
  return everyone as [FakeTab, FakeTab, ...FakeTab[]];
}

/** Waits until each of them is connected to all the others and to nobody else. */
export function connected(...everyone: FakeTab[]): Promise<void> {
  return until(() =>
    everyone.every(({ call }) => {
      const states = [...call.participants.values()].map(({ connectionState }) => connectionState);
      return states.length === everyone.length - 1 && states.every((state) => state === 'connected');
    }),
  );
}

/** Ends every call of every page that was opened so far; answers what they complained of. */
export async function everyoneLeaves(): Promise<CallError[]> {
  const over = tabs.splice(0);
  await Promise.all(over.flatMap(({ pages }) => pages).map((call) => call.hangUp()));
  return over.flatMap(({ errors }) => errors);
}
