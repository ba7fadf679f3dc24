import { expect, test } from '@jest/globals';
import { createElement, type ReactNode } from 'react';
import { renderToString } from 'react-dom/server';
import { Parley, RemoteParticipant } from '../index.ts';
import { useCall, useDevices, useLocalMedia, useParticipant, useReading, useStreamRef } from '../react.ts';

// Node has no MediaStream, no document and no location, as a server that renders.
const parley = new Parley({ url: 'https://calls.example.org' });

test('a page is rendered on a server as it is before any call, and opens nothing', () => {
  function Room(): ReactNode {
    const { call, state, participants, signaling, error } = useCall(parley);
    const { media, stream, cameraOn, microphoneOn } = useLocalMedia();
    const { cameras } = useDevices(media);
    return createElement('video', {
      ref: useStreamRef(stream),
      title: JSON.stringify([call, state, participants, signaling, error, cameraOn, microphoneOn, cameras]),
    });
  }
  const titles = /title="(.*?)"/.exec(renderToString(createElement(Room)))?.[1]?.replaceAll('&quot;', '"');
  expect(JSON.parse(titles ?? '')).toEqual([null, 'idle', [], null, null, false, false, []]);
});

test('without a server named, the page’s own origin is asked for only when a call is', () => {
  const Room = (): ReactNode => useCall().state;
  expect(renderToString(createElement(Room))).toBe('idle');
});

test('a participant is read off the object itself', () => {
  const stream = { getAudioTracks: () => [], getVideoTracks: () => [] } as unknown as MediaStream;
  const ada = { id: 'a', displayName: 'Ada', state: 'connected', joinedAt: '', leftAt: null } as const;
  const participant = new RemoteParticipant(ada, stream, stream);
  const Tile = (): ReactNode => Object.values(useParticipant(participant)).join(' ');
  expect(renderToString(createElement(Tile))).toBe('Ada connected new connecting  false false false');
});

test('a reading that makes a new object each time is rendered once', () => {
  let renders = 0;
  function Counter(): ReactNode {
    renders += 1;
    const { list } = useReading(null, ['change'], () => ({ list: 'nothing' }));
    return list;
  }
  expect(renderToString(createElement(Counter))).toBe('nothing');
  expect(renders).toBe(1);
});
