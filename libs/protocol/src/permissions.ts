// What a seat may do beside listening and looking. The server enforces what passes it, every client what does not.

/** Every permission, in the order in which they are told. `moderate`: change, lock, let in, remove, permit, ask to mute. */
export const PERMISSIONS = ['camera', 'microphone', 'screen', 'data', 'moderate'] as const;

/** Something that a seat may do, or may not. */
export type Permission = (typeof PERMISSIONS)[number];

/** What a seat may do of which nobody said anything else. */
export const DEFAULT_PERMISSIONS = ['camera', 'microphone', 'screen', 'data'] as const satisfies readonly Permission[];

/** What of somebody may be asked to be muted. */
export type MutedKind = Extract<Permission, 'microphone' | 'camera' | 'screen'>;
