// What every kind of field is made of: whether it may be left out, one rule with its words, and what OpenAPI says of it.
import { applyDecorators } from '@nestjs/common';
import { ApiProperty, type ApiPropertyOptions } from '@nestjs/swagger';
import { ValidateBy, ValidateIf, type ValidationArguments } from 'class-validator';
import { type Around, type FieldShape, noteField } from './shape.ts';

export interface Presence {
  /** May be left out: always, or depending on the object around it. */
  optional?: boolean | ((around: Around) => boolean);
  /** May be null, which is not the same as left out. */
  nullable?: boolean;
  /** The field makes sense in some objects only; elsewhere it is refused. */
  onlyWhen?: (around: Around) => boolean;
  /** What OpenAPI says of it. */
  doc?: ApiPropertyOptions;
}

export interface Rule {
  test: (value: unknown) => boolean;
  /** What the value must be, to end the sentence "name must be …". */
  words: string;
}

export function Field(
  rule: Rule,
  presence: Presence,
  document: ApiPropertyOptions,
  shape: FieldShape = {},
): PropertyDecorator {
  const { optional = false, nullable = false, onlyWhen, doc } = presence;
  const mayMiss = (around: Around): boolean => (typeof optional === 'function' ? optional(around) : optional);
  const belongs = (around: Around): boolean => !onlyWhen || onlyWhen(around);
  return applyDecorators(
    ValidateIf((around: object, value: unknown) => value !== undefined || !mayMiss(around)),
    ValidateBy({
      name: 'field',
      validator: {
        validate: (value: unknown, { object }: ValidationArguments) =>
          belongs(object) && ((nullable && value === null) || rule.test(value)),
        defaultMessage: ({ property, value, object }: ValidationArguments) => {
          if (!belongs(object)) return `${property} does not belong in such a message`;
          if (value === undefined) return `${property} is required`;
          return `${property} must be ${rule.words}${nullable ? ', or null' : ''}`;
        },
      },
    }),
    ApiProperty(Object.assign({}, document, { required: optional === false }, nullable && { nullable }, doc)),
    (prototype: object, name: string | symbol) => noteField(prototype, String(name), shape),
  );
}
