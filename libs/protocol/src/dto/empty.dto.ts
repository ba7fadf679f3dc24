// Requests that say nothing but their name: whatever else is sent with them is refused.

export class EmptyDto {}

/** `watch` and `unwatch`. */
export class WatchDto extends EmptyDto {}
