// An EventTarget whose event names and event classes the compiler knows. Nothing is added at run time.

/** What a listener may be: a function, or an object with `handleEvent`. */
export type TypedListener<E extends Event> =
  | ((event: E) => void)
  | {
      /** Called with each event. */
      handleEvent(event: E): void;
    };

/** Each event's name with its class. */
export type EventsOf<Names> = { [Name in keyof Names]: Event };

/**
 * The DOM's EventTarget with typed events.
 *
 * @see https://dom.spec.whatwg.org/#interface-eventtarget
 */
export interface TypedEventTarget<Events extends EventsOf<Events>> extends EventTarget {
  addEventListener<Name extends keyof Events & string>(
    type: Name,
    listener: TypedListener<Events[Name]> | null,
    options?: AddEventListenerOptions | boolean,
  ): void;
  removeEventListener<Name extends keyof Events & string>(
    type: Name,
    listener: TypedListener<Events[Name]> | null,
    options?: EventListenerOptions | boolean,
  ): void;
}

/** EventTarget's constructor, by the name of the typed one. */
export interface TypedEventTargetConstructor {
  /** As `EventTarget`'s. */
  new <Events extends EventsOf<Events>>(): TypedEventTarget<Events>;
}

/** EventTarget itself: only its type says more. */
export const TypedEventTarget: TypedEventTargetConstructor = EventTarget;
