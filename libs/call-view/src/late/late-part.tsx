// A part that comes late: nothing until it is here.
import type { ComponentChildren, ComponentType } from 'preact';
import type { Late } from '../state/late.ts';

/** @param pick finds it in its chunk */
export function latePart<Parts, Props extends object>(
  { parts }: Pick<Late<Parts>, 'parts'>,
  pick: (parts: Parts) => ComponentType<Props>,
): (props: Props) => ComponentChildren {
  return function LatePart(props) {
    if (!parts.value) return null;
    const Part = pick(parts.value);
    return <Part {...props} />;
  };
}
