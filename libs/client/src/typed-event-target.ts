// An EventTarget whose event names and event classes the compiler knows.

/** What a listener may be: a function, or an object with `handleEvent`. */
export type TypedListener<E extends Event> = ((event: E) => void) | { handleEvent(event: E): void };

/**
 * The DOM's EventTarget with typed events: `Events` maps each event's name to its class.
 *
 * @see https://dom.spec.whatwg.org/#interface-eventtarget
 */
export class TypedEventTarget<Events extends { [Name in keyof Events]: Event }> extends EventTarget {
  override addEventListener<Name extends keyof Events & string>(
    type: Name,
    listener: TypedListener<Events[Name]> | null,
    options?: AddEventListenerOptions | boolean,
  ): void {
    super.addEventListener(type, listener as EventListener | null, options);
  }

  override removeEventListener<Name extends keyof Events & string>(
    type: Name,
    listener: TypedListener<Events[Name]> | null,
    options?: EventListenerOptions | boolean,
  ): void {
    super.removeEventListener(type, listener as EventListener | null, options);
  }
}
