// The kinds of field that messages are made of. Each decorator is check (class-validator) and document (OpenAPI) at once.
import { applyDecorators } from '@nestjs/common';
import { ApiProperty, type ApiPropertyOptions } from '@nestjs/swagger';
import { ValidateBy, ValidateIf, type ValidationArguments } from 'class-validator';
import { LIMITS } from '../limits.ts';
import { hasCharacters, isCleanJson, isCleanText, isJsonObject, isJsonOver, isTextOver } from './json.ts';
import { type Around, type Dto, type FieldShape, noteField } from './shape.ts';

interface Presence {
  /** May be left out: always, or depending on the object around it. */
  optional?: boolean | ((around: Around) => boolean);
  /** May be null, which is not the same as left out. */
  nullable?: boolean;
  /** The field makes sense in some objects only; elsewhere it is refused. */
  onlyWhen?: (around: Around) => boolean;
  /** What OpenAPI says of it. */
  doc?: ApiPropertyOptions;
}

interface Rule {
  test: (value: unknown) => boolean;
  /** What the value must be, to end the sentence "name must be …". */
  words: string;
}

function Field(
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

/** Text of `min` to `max` characters. */
export function Text({ min = 0, max, ...presence }: Presence & { min?: number; max: number }): PropertyDecorator {
  return Field(
    {
      test: (value) => isCleanText(value) && hasCharacters(value, min, max),
      words: `text of ${min > 0 ? `${min} to ${max}` : `at most ${max}`} characters, without NUL and lone surrogates`,
    },
    presence,
    { type: String, minLength: min, maxLength: max },
  );
}

/** An id, a token or a cursor that someone else made: of any shape, since one that names nothing is found out by looking. */
export function Opaque(presence: Presence = {}): PropertyDecorator {
  return Field({ test: (value) => typeof value === 'string', words: 'text' }, presence, { type: String });
}

/** A secret that the client chose from a secure random source. */
export function Secret(presence: Presence = {}): PropertyDecorator {
  const { minSecretCharacters: min, maxSecretCharacters: max } = LIMITS;
  const pattern = new RegExp(`^[A-Za-z0-9_-]{${min},${max}}$`);
  return Field(
    {
      test: (value) => typeof value === 'string' && pattern.test(value),
      words: `${min} to ${max} characters of base64url`,
    },
    presence,
    { type: String, pattern: pattern.source },
  );
}

/** A safe integer from `min` to `max`. */
export function Integer({
  min,
  max = Number.MAX_SAFE_INTEGER,
  ...presence
}: Presence & { min: number; max?: number }): PropertyDecorator {
  return Field(integerRule(min, max), presence, { type: 'integer', minimum: min, maximum: max });
}

/** A query's integer: digits. An empty one counts as left out, as it does for every name of a query. */
export function QueryInteger({
  min,
  max = Number.MAX_SAFE_INTEGER,
  ...presence
}: Presence & { min: number; max?: number }): PropertyDecorator {
  const read = (text: unknown) => (typeof text === 'string' && /^\d{1,16}$/.test(text) ? Number(text) : text);
  return Field(
    integerRule(min, max),
    { optional: true, ...presence },
    { type: 'integer', minimum: min, maximum: max },
    { read: (text) => (text === '' ? undefined : read(text)) },
  );
}

function integerRule(min: number, max: number): Rule {
  return {
    test: (value) => typeof value === 'number' && Number.isSafeInteger(value) && value >= min && value <= max,
    words: max === Number.MAX_SAFE_INTEGER ? `a whole number, ${min} or more` : `a whole number from ${min} to ${max}`,
  };
}

/** One of a few words. */
export function Choice(choices: readonly string[], presence: Presence = {}): PropertyDecorator {
  const taken: readonly unknown[] = choices;
  return Field(
    { test: (value) => taken.includes(value), words: choices.map((choice) => `"${choice}"`).join(' or ') },
    presence,
    { type: String, enum: [...choices] },
  );
}

/** One of a few words in a query. */
export function QueryChoice(choices: readonly string[]): PropertyDecorator {
  return applyDecorators(Choice(choices, { optional: true }), EmptyIsAbsent);
}

/** An id or a cursor in a query. */
export function QueryOpaque(): PropertyDecorator {
  return applyDecorators(Opaque({ optional: true }), EmptyIsAbsent);
}

const EmptyIsAbsent: PropertyDecorator = (prototype, name) =>
  noteField(prototype, String(name), { read: (text) => (text === '' ? undefined : text) });

export function Flag(presence: Presence = {}): PropertyDecorator {
  return Field({ test: (value) => typeof value === 'boolean', words: 'true or false' }, presence, { type: Boolean });
}

/** An SDP (RFC 8866): it begins with its version line. What else it says is between the peers. */
export function Sdp(presence: Presence = {}): PropertyDecorator {
  return Field(
    { test: (value) => isCleanText(value) && value.startsWith('v=0'), words: 'an SDP, which begins with "v=0"' },
    presence,
    { type: String, pattern: '^v=0' },
    {
      tooLarge: {
        test: (value) => isTextOver(value, LIMITS.sdpBytes),
        message: `An SDP has at most ${LIMITS.sdpBytes} bytes.`,
      },
    },
  );
}

/** An application's own JSON object, kept and given back as it is. */
export function FreeJson(presence: Presence = {}): PropertyDecorator {
  return Field(
    {
      test: (value) => isJsonObject(value) && isCleanJson(value, LIMITS.jsonDepth),
      words: `a JSON object, nested at most ${LIMITS.jsonDepth} deep`,
    },
    presence,
    { type: 'object', additionalProperties: true },
    {
      tooLarge: {
        test: (value) => isJsonOver(value, LIMITS.metadataBytes),
        message: `Metadata has at most ${LIMITS.metadataBytes} bytes as JSON.`,
      },
    },
  );
}

/** Another DTO inside this one; its `maxBytes`, as JSON, are measured before anything else. */
export function Nested(
  Class: Dto,
  { maxBytes, which, ...presence }: Presence & { maxBytes?: number; which?: (around: Around) => Dto } = {},
): PropertyDecorator {
  return Field(
    { test: isJsonObject, words: 'an object' },
    presence,
    { type: Class },
    {
      nested: which ?? (() => Class),
      ...(maxBytes !== undefined && {
        tooLarge: {
          test: (value) => isJsonOver(value, maxBytes),
          message: `It has at most ${maxBytes} bytes as JSON.`,
        },
      }),
    },
  );
}
