// The one check of everything that comes in, over REST and sockets alike: size, then shape, then an instance with its defaults.
import { validateSync } from 'class-validator';
import type { FieldError } from '../codes.ts';
import { Refusal } from '../refusal.ts';
import { compilePredicate } from './compile-predicate.ts';
import { isJsonObject, type JsonObject } from './json.ts';
import { type Dto, type FieldShape, fieldsOf } from './shape.ts';

/** More errors than this help nobody, and a body of 256 KiB could hold tens of thousands. */
const MAX_ERRORS = 20;

interface Plan {
  fields: ReadonlyMap<string, FieldShape>;
  /** Whether any field is read from a query's text. */
  reads: boolean;
  accepts: (value: unknown) => value is JsonObject;
}

const plans = new WeakMap<Dto, Plan>();

function planOf(Dto: Dto): Plan {
  const known = plans.get(Dto);
  if (known) return known;
  const fields = fieldsOf(Dto);
  const reads = [...fields.values()].some((field) => field.read);
  const plan = { fields, reads, accepts: compilePredicate(Dto) };
  plans.set(Dto, plan);
  return plan;
}

/**
 * Checks a message against its DTO and answers it as an instance, defaults filled in. `undefined` counts as `{}`.
 * @throws Refusal `payload-too-large`, measured before the shape; `invalid-payload` with `errors`, one for each bad field
 */
export function check<Instance extends object>(Dto: Dto<Instance>, value: unknown): Instance {
  const plan = planOf(Dto);
  const message = readTexts(plan, value === undefined ? {} : value);
  refuseTooLarge(plan, message);
  if (!plan.accepts(message)) {
    const errors = explain(Dto, message).slice(0, MAX_ERRORS);
    throw new Refusal('invalid-payload', errors[0]?.message ?? 'The message is not of the expected shape', { errors });
  }
  return instantiate(Dto, message);
}

/** What is wrong with a message, in words: the slow way, through class-validator. Empty when nothing is. */
export function explain(Dto: Dto, value: unknown, at = ''): FieldError[] {
  if (!isJsonObject(value)) return [{ path: at, message: 'This must be a JSON object' }];
  const { fields } = planOf(Dto);
  const pathOf = (name: string) => (at === '' ? name : `${at}.${name}`);
  const errors = Object.keys(value)
    .filter((name) => !fields.has(name))
    .map((name) => ({ path: pathOf(name), message: 'There is no such field' }));
  // Not nested by class-validator: it would know neither the class nor the path of what is inside.
  const flat = Object.assign(new Dto(), pick(value, fields));
  if (fields.size > 0) {
    for (const { property, constraints = {} } of validateSync(flat)) {
      errors.push({ path: pathOf(property), message: Object.values(constraints).join('; ') });
    }
  }
  for (const [name, { nested, items }] of fields) {
    const inner = value[name];
    if (nested && isJsonObject(inner)) errors.push(...explain(nested(value), inner, pathOf(name)));
    for (const [index, item] of items && Array.isArray(inner) ? inner.entries() : []) {
      if (items && isJsonObject(item)) errors.push(...explain(items(item), item, `${pathOf(name)}.${index}`));
    }
  }
  return errors;
}

function pick(value: JsonObject, fields: ReadonlyMap<string, FieldShape>): JsonObject {
  return Object.fromEntries(Object.entries(value).filter(([name, inner]) => fields.has(name) && inner !== undefined));
}

function readTexts({ fields, reads }: Plan, value: unknown): unknown {
  if (!reads || !isJsonObject(value)) return value;
  const readOne = (name: string, text: unknown) => {
    const read = fields.get(name)?.read;
    return read ? read(text) : text;
  };
  return Object.fromEntries(Object.entries(value).map(([name, text]) => [name, readOne(name, text)]));
}

function refuseTooLarge({ fields }: Plan, value: unknown): void {
  if (!isJsonObject(value)) return;
  for (const [name, { tooLarge, nested }] of fields) {
    if ((!tooLarge && !nested) || !Object.hasOwn(value, name)) continue;
    const inner = value[name];
    if (tooLarge?.test(inner)) throw new Refusal('payload-too-large', `${name} is too large. ${tooLarge.message}`);
    if (nested) refuseTooLarge(planOf(nested(value)), inner);
  }
}

function instantiate<Instance extends object>(Dto: Dto<Instance>, value: JsonObject): Instance {
  const { fields } = planOf(Dto);
  const instance = new Dto();
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- written by its fields' names, as the checks found them
  const written = instance as JsonObject;
  for (const [name, { nested, items }] of fields) {
    const inner = Object.hasOwn(value, name) ? value[name] : undefined;
    if (inner === undefined) continue;
    if (nested && isJsonObject(inner)) written[name] = instantiate(nested(value), inner);
    else if (items && Array.isArray(inner)) written[name] = instantiateAll(items, inner);
    else written[name] = inner;
  }
  return instance;
}

function instantiateAll(items: NonNullable<FieldShape['items']>, list: readonly unknown[]): unknown[] {
  return list.map((item) => (isJsonObject(item) ? instantiate(items(item), item) : item));
}
