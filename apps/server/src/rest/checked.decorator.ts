// What a handler takes: its body and its query, checked against their DTOs before anything is looked up.
import { Body, type ExecutionContext, Query, type CanActivate, Injectable } from '@nestjs/common';
import { Refusal } from '@parley/protocol';
import { check, EmptyDto } from '@parley/protocol/dto';
import type { Request } from 'express';
import { readJson } from './read-json.ts';

type Dto<Instance extends object> = new () => Instance;

const TAKES_QUERY = Symbol('takes a query');
const TAKES_BODY = Symbol('takes a body');

/** The body as an instance of its DTO. @throws Refusal invalid-payload, payload-too-large */
export function CheckedBody<Instance extends object>(Dto: Dto<Instance>): ParameterDecorator {
  const checked = (body: unknown) => check(Dto, readJson(body));
  const read = Body({ transform: checked });
  return (prototype, name, index) => {
    if (name === undefined) throw new TypeError('CheckedBody belongs on a parameter of a handler');
    read(prototype, name, index);
    Reflect.defineMetadata(TAKES_BODY, checked, prototype.constructor, name);
  };
}

/** The query as an instance of its DTO. @throws Refusal invalid-payload */
export function CheckedQuery<Instance extends object>(Dto: Dto<Instance>): ParameterDecorator {
  const read = Query({ transform: (query: unknown) => check(Dto, query) });
  return (prototype, name, index) => {
    if (name === undefined) throw new TypeError('CheckedQuery belongs on a parameter of a handler');
    read(prototype, name, index);
    Reflect.defineMetadata(TAKES_QUERY, true, prototype.constructor, name);
  };
}

/** A handler that asks for no query takes none: a misspelt name is told, not ignored. */
@Injectable()
export class UnknownQueryGuard implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    const handler = [context.getClass(), context.getHandler().name] as const;
    if (Reflect.hasMetadata(TAKES_QUERY, ...handler)) return true;
    const { query, body } = context.switchToHttp().getRequest<Request>();
    try {
      check(EmptyDto, query);
    } catch (misnamed) {
      const checkBody: unknown = Reflect.getMetadata(TAKES_BODY, ...handler);
      if (typeof checkBody === 'function') refuseSize(() => checkBody(body));
      throw misnamed;
    }
    return true;
  }
}

/** Size comes before shape, that of a query too. @throws Refusal payload-too-large alone */
function refuseSize(checkBody: () => unknown): void {
  try {
    checkBody();
  } catch (error) {
    if (error instanceof Refusal && error.code === 'payload-too-large') throw error;
  }
}
