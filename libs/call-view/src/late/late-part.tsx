// A part that comes late: nothing until it is here.
import type { ComponentChildren, ComponentType } from 'preact';
import { useEffect } from 'preact/hooks';
import type { Late } from '../state/late.ts';

/**
 * @param pick finds it in its chunk
 * @param fetch given where nobody fetches the chunk ahead
 */
export function latePart<Parts, Props extends object>(
  { parts }: Pick<Late<Parts>, 'parts'>,
  pick: (parts: Parts) => ComponentType<Props>,
  fetch?: () => unknown,
): (props: Props) => ComponentChildren {
  return function LatePart(props) {
    useEffect(() => void fetch?.(), []);
    if (!parts.value) return null;
    const Part = pick(parts.value);
    return <Part {...props} />;
  };
}
