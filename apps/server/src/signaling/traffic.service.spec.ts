import { jest } from '@jest/globals';
import { Logger } from '@nestjs/common';
import { EventEmitter } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { Refusal } from '@parley/protocol';
import { ADDRESS_BUDGETS, SOCKETS_PER_ADDRESS } from '../limits/budgets.ts';
import { RateLimits } from '../limits/rate-limits.service.ts';
import { NoBus } from '../redis/bus.ts';
import { readSettings } from '../settings/read-settings.ts';
import { TrafficService } from './traffic.service.ts';
import type { Connection } from './websocket-of.ts';

let service: TrafficService;

const request = { headers: {}, socket: { remoteAddress: '192.0.2.1' } } as IncomingMessage;

function start(PARLEY_RATE_LIMIT = 'on'): TrafficService {
  const settings = readSettings({ PARLEY_RATE_LIMIT });
  return (service = new TrafficService(new RateLimits(settings, new NoBus()), settings));
}

beforeAll(() => Logger.overrideLogger(false));
// Time stands still: however slow the machine, no budget fills up meanwhile.
beforeEach(() => jest.useFakeTimers({ doNotFake: ['nextTick', 'queueMicrotask', 'setImmediate'] }));
afterEach(() => {
  service.onModuleDestroy();
  jest.useRealTimers();
});

function open(): Connection {
  const connection = Object.assign(new EventEmitter(), { transport: {} }) as unknown as Connection;
  service.opened(connection, request);
  return connection;
}

const codeOf = (asked: Promise<unknown>) =>
  asked.then(
    () => 'allowed',
    (error: unknown) => (error instanceof Refusal ? error.code : String(error)),
  );

it('an address has so many connections and no more; when one closes there is room again', async () => {
  start();
  const connections = Array.from({ length: SOCKETS_PER_ADDRESS }, open);
  const last = connections.at(-1) as Connection;
  expect(await codeOf(service.admit(service.of(last)))).toBe('allowed');
  const beyond = open();
  expect(await codeOf(service.admit(service.of(beyond)))).toBe('rate-limited');
  connections[0]?.emit('close');
  expect(await codeOf(service.admit(service.of(beyond)))).toBe('allowed');
});

it('far beyond, they are refused before there is anything to refuse them with', async () => {
  start();
  Array.from({ length: SOCKETS_PER_ADDRESS }, open);
  expect(await codeOf(service.receive(request, true))).toBe('allowed');
  Array.from({ length: 300 }, open);
  expect(await codeOf(service.receive(request, true))).toBe('rate-limited');
});

it('joins within the budget of joins, and not after too many unknown calls', async () => {
  start();
  const traffic = service.of(open());
  const unknown = () => Promise.reject(new Refusal('call-not-found', 'There is no such call.'));
  const { perMinute, perSecond } = ADDRESS_BUDGETS.misses;
  const missed = [];
  for (let guess = 0; guess < perMinute + perSecond; guess += 1)
    missed.push(await codeOf(service.within('joins', traffic, unknown)));
  expect(new Set(missed)).toEqual(new Set(['call-not-found']));
  expect(await codeOf(service.within('joins', traffic, () => Promise.resolve('taken')))).toBe('rate-limited');
});

it('PARLEY_RATE_LIMIT=off: any number', async () => {
  start('off');
  const connections = Array.from({ length: SOCKETS_PER_ADDRESS + 300 }, open);
  expect(await codeOf(service.receive(request, true))).toBe('allowed');
  expect(await codeOf(service.admit(service.of(connections.at(-1) as Connection)))).toBe('allowed');
});
