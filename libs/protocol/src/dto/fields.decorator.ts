// The kinds of field that messages are made of. Each decorator is check (class-validator) and document (OpenAPI) at once.
import { applyDecorators } from '@nestjs/common';
import { ApiExtraModels, getSchemaPath } from '@nestjs/swagger';
import { LIMITS } from '../limits.ts';
import { Field, type Presence, type Rule } from './field.ts';
import { hasCharacters, isCleanJson, isCleanText, isJsonObject, isJsonOver, isTextOver } from './json.ts';
import { type Around, type Dto, noteField } from './shape.ts';

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

/** A list of some of a few words, or of none: in any order, each at most once. */
export function Choices(choices: readonly string[], presence: Presence = {}): PropertyDecorator {
  const taken: readonly unknown[] = choices;
  return Field(
    {
      test: (value) =>
        Array.isArray(value) && new Set(value).size === value.length && value.every((item) => taken.includes(item)),
      words: `a list of ${choices.map((choice) => `"${choice}"`).join(', ')}, each at most once`,
    },
    presence,
    { type: 'array', items: { type: 'string', enum: [...choices] }, uniqueItems: true },
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

/** A list of 1 to `max` DTOs of these classes; which one may depend on the item. Its `maxBytes`, as JSON, are measured before anything else. */
export function Items(
  which: (item: Around) => Dto,
  { classes, max, maxBytes, ...presence }: Presence & { classes: readonly Dto[]; max: number; maxBytes: number },
): PropertyDecorator {
  const oneOf = classes.map((Class) => ({ $ref: getSchemaPath(Class) }));
  const list = Field(
    {
      test: (value) => Array.isArray(value) && value.length >= 1 && value.length <= max && value.every(isJsonObject),
      words: `a list of 1 to ${max} objects`,
    },
    presence,
    { type: 'array', items: { oneOf }, minItems: 1, maxItems: max },
    {
      items: which,
      tooLarge: {
        test: (value) => isJsonOver(value, maxBytes),
        message: `It has at most ${maxBytes} bytes as JSON.`,
      },
    },
  );
  return (prototype, name) => {
    ApiExtraModels(...classes)(prototype.constructor);
    list(prototype, name);
  };
}

/** A time: RFC 3339, UTC. */
export function Time(presence: Presence = {}): PropertyDecorator {
  const pattern = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?Z$/;
  return Field(
    {
      test: (value) => typeof value === 'string' && pattern.test(value) && Number.isFinite(Date.parse(value)),
      words: 'a time as RFC 3339 has it, in UTC',
    },
    presence,
    { type: String, format: 'date-time' },
  );
}

/** A word for programs, such as `relay-refused`. */
export function Code({ max, ...presence }: Presence & { max: number }): PropertyDecorator {
  const pattern = new RegExp(`^[a-z][a-z0-9-]{0,${max - 1}}$`);
  return Field(
    {
      test: (value) => typeof value === 'string' && pattern.test(value),
      words: `a code of at most ${max} small letters, digits and hyphens`,
    },
    presence,
    { type: String, pattern: pattern.source },
  );
}
