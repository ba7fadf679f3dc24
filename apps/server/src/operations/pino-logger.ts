// Nest's log lines through pino: one JSON object a line on standard output.
import type { LoggerService } from '@nestjs/common';
import { pino, type Logger } from 'pino';
import type { LogLevel } from '../settings/settings.ts';

/** Nest tells of every module and route it wires up; that is no news to who runs a server. */
const QUIET_CONTEXTS = new Set([
  'InstanceLoader',
  'RoutesResolver',
  'RouterExplorer',
  'NestFactory',
  'NestApplication',
  'WebSocketsController',
]);

/** Where Nest tells why it could not start. */
const START_CONTEXTS = new Set(['ExceptionHandler', 'NestApplication']);

export class PinoLogger implements LoggerService {
  private readonly pino: Logger;

  constructor(level: LogLevel) {
    this.pino = pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime });
  }

  log(message: unknown, ...details: unknown[]): void {
    if (QUIET_CONTEXTS.has(String(details.at(-1)))) this.write('debug', message, details);
    else this.write('info', message, details);
  }

  error(message: unknown, ...details: unknown[]): void {
    // What ends a start is told by main.ts, in one line where a person can mend it.
    const level = START_CONTEXTS.has(String(details.at(-1))) ? 'debug' : 'error';
    this.write(level, message, details);
  }

  warn(message: unknown, ...details: unknown[]): void {
    this.write('warn', message, details);
  }

  debug(message: unknown, ...details: unknown[]): void {
    this.write('debug', message, details);
  }

  fatal(message: unknown, ...details: unknown[]): void {
    this.write('fatal', message, details);
  }

  /** Nest gives the context as the last detail; what is an error is logged with its stack and cause. */
  private write(level: 'debug' | 'info' | 'warn' | 'error' | 'fatal', message: unknown, details: unknown[]): void {
    const context = details.at(-1);
    const error = [message, ...details].find((part) => part instanceof Error);
    const fields = {
      ...(typeof context === 'string' && { context }),
      ...(error && { err: error }),
      ...(isFields(message) && message),
      ...(isFields(details[0]) && details[0]),
    };
    this.pino[level](fields, typeof message === 'string' ? message : undefined);
  }
}

function isFields(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !(value instanceof Error);
}
