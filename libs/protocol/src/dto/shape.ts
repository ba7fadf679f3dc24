// What the field decorators note about a DTO beside class-validator's own metadata: its names, what nests in it, what is
// measured before its shape is looked at, and how a query's text is read.

/** A DTO class: made without arguments, its initialisers being the contract's defaults. */
export type Dto<Instance extends object = object> = new () => Instance;

/** The object that a field stands in, as far as its other fields may depend on it. */
export interface Around {
  readonly type?: unknown;
  readonly kind?: unknown;
}

export interface FieldShape {
  /** The class of a nested object; which one may depend on the object around it. */
  nested?: (around: Around) => Dto;
  /** The class of each object in a list; which one may depend on that object. */
  items?: (item: Around) => Dto;
  /** Whether a value, of whatever shape, is too large. */
  tooLarge?: { test: (value: unknown) => boolean; message: string };
  /** Reads a query's text; what it cannot read it leaves as it is. */
  read?: (text: unknown) => unknown;
}

const noted = new WeakMap<object, Map<string, FieldShape>>();

/** Notes a field; decorators on one field add up. */
export function noteField(prototype: object, name: string, shape: FieldShape): void {
  const own = noted.get(prototype) ?? new Map<string, FieldShape>();
  own.set(name, { ...own.get(name), ...shape });
  noted.set(prototype, own);
}

/** Every field of a DTO by its name, those it inherits included. */
export function fieldsOf(Dto: Dto): ReadonlyMap<string, FieldShape> {
  const fields = new Map<string, FieldShape>();
  let prototype: object | null = Dto.prototype;
  for (; prototype; prototype = Object.getPrototypeOf(prototype)) {
    for (const [name, shape] of noted.get(prototype) ?? []) if (!fields.has(name)) fields.set(name, shape);
  }
  return fields;
}
