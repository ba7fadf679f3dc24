import type { ChatDelivery } from '@parley/client/chat';
import { statusOf } from './message-status.ts';

describe('how a message stands', () => {
  it.each<[string, ChatDelivery[], string, boolean]>([
    ['nobody has it', ['pending', 'pending'], 'Sending', false],
    ['some have it', ['delivered', 'pending', 'pending'], 'Delivered to 1 of 3', false],
    ['all have it', ['delivered', 'delivered'], 'Delivered', true],
    ['all who stayed have it', ['delivered', 'left'], 'Delivered', true],
    ['nobody stayed for it', ['left'], 'Not delivered: they had left', false],
  ])('%s', (_, states, words, settled) => {
    const delivery = Object.fromEntries(states.map((state, index) => [`participant ${index}`, state]));
    expect(statusOf({ own: true, delivery })).toEqual({ words, settled });
  });

  it('says nothing of what others wrote', () => {
    expect(statusOf({ own: false, delivery: {} })).toBeNull();
  });
});
