// What a handler takes: its body and its query, checked against their DTOs before anything is looked up.
import { Body, type ExecutionContext, Query, type CanActivate, Injectable } from '@nestjs/common';
import { check, EmptyDto } from '@parley/protocol/dto';
import type { Request } from 'express';
import { readJson } from './read-json.ts';

type Dto<Instance extends object> = new () => Instance;

const TAKES_QUERY = Symbol('takes a query');

/** The body as an instance of its DTO. @throws Refusal invalid-payload, payload-too-large */
export function CheckedBody<Instance extends object>(Dto: Dto<Instance>): ParameterDecorator {
  return Body({ transform: (body: unknown) => check(Dto, readJson(body)) });
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
    if (!Reflect.hasMetadata(TAKES_QUERY, context.getClass(), context.getHandler().name)) {
      check(EmptyDto, context.switchToHttp().getRequest<Request>().query);
    }
    return true;
  }
}
