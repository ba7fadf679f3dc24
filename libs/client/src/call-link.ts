// What a person pastes to join: a call's link, or its bare id.
import { CallError } from './call-error.ts';

/**
 * The id of the call that a link (`…/c/{id}`) or a bare id names. Works offline: whether the call exists is not asked.
 *
 * @throws CallError `not-a-call-link`
 */
export function callIdOf(idOrLink: string | null | undefined): string {
  const text = idOrLink?.trim() ?? '';
  const id = /\/c\/([\w-]+)\/?(?:[?#].*)?$/.exec(text)?.[1] ?? /^[\w-]+$/.exec(text)?.[0];
  if (id === undefined) {
    throw new CallError('not-a-call-link', 'This is not the link of a call. Copy the whole link and paste it again.');
  }
  return id;
}

/** The join token that stands behind the `#` of a call's link, if there is one. */
export function tokenOf(idOrLink: string): string | undefined {
  return /#token=([\w.-]+)/.exec(idOrLink)?.[1];
}
