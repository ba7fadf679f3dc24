// The fast path: what class-validator knows of a DTO, turned once into a plain function. It accepts exactly what
// class-validator accepts (a property test holds them together) and says nothing; words are class-validator's.
import { getMetadataStorage, ValidationTypes, type ValidatorConstraintInterface } from 'class-validator';
import { isJsonObject, type JsonObject } from './json.ts';
import { type Dto, fieldsOf } from './shape.ts';

interface CompiledField {
  name: string;
  /** All must hold for the field to be looked at. */
  conditions: ((object: object, value: unknown) => boolean)[];
  tests: ((value: unknown, object: object) => boolean)[];
  nested: ((value: unknown, object: JsonObject) => boolean) | undefined;
}

/** Compiles a DTO's class-validator metadata into a predicate over plain JSON. */
export function compilePredicate(Dto: Dto): (value: unknown) => value is JsonObject {
  const shapes = fieldsOf(Dto);
  const names = new Set(shapes.keys());
  const fields = compileFields(Dto);
  return (value): value is JsonObject => {
    if (!isJsonObject(value)) return false;
    for (const name of Object.keys(value)) if (!names.has(name)) return false;
    for (const field of fields) if (!holds(field, value)) return false;
    return true;
  };
}

function holds({ name, conditions, tests, nested }: CompiledField, object: JsonObject): boolean {
  const value = Object.hasOwn(object, name) ? object[name] : undefined;
  for (const condition of conditions) if (!condition(object, value)) return true;
  for (const test of tests) if (!test(value, object)) return false;
  return !nested || nested(value, object);
}

function compileFields(Dto: Dto): CompiledField[] {
  const storage = getMetadataStorage();
  const metadata = storage.groupByPropertyName(storage.getTargetValidationMetadatas(Dto, '', false, false));
  return [...fieldsOf(Dto)].map(([name, shape]) => {
    const field: CompiledField = {
      name,
      conditions: [],
      tests: [],
      nested: (shape.nested && compileNested(shape.nested)) ?? (shape.items && compileItems(shape.items)),
    };
    for (const { type, constraints, constraintCls, propertyName } of metadata[name] ?? []) {
      if (type === ValidationTypes.CONDITIONAL_VALIDATION) {
        field.conditions.push(...conditionsIn(constraints));
        continue;
      }
      for (const { instance } of storage.getTargetValidatorConstraints(constraintCls)) {
        const validator: ValidatorConstraintInterface = instance;
        const targetName = Dto.name;
        field.tests.push(
          (value, object) =>
            validator.validate(value, { targetName, property: propertyName, constraints, object, value }) === true,
        );
      }
    }
    return field;
  });
}

/** `ValidateIf` keeps its one condition among the constraints, which class-validator leaves untyped. */
function conditionsIn(constraints: unknown[]): CompiledField['conditions'] {
  return constraints.filter(
    (condition): condition is CompiledField['conditions'][number] => typeof condition === 'function',
  );
}

function compileNested(which: (around: JsonObject) => Dto): CompiledField['nested'] {
  const compiled = new Map<Dto, (value: unknown) => boolean>();
  return (value, around) => {
    if (value === null || value === undefined) return true;
    const Class = which(around);
    let accepts = compiled.get(Class);
    if (!accepts) compiled.set(Class, (accepts = compilePredicate(Class)));
    return accepts(value);
  };
}

function compileItems(which: (item: JsonObject) => Dto): CompiledField['nested'] {
  const acceptsItem = compileNested(which);
  return (list) =>
    !Array.isArray(list) || list.every((item: unknown) => isJsonObject(item) && acceptsItem?.(item, item));
}
