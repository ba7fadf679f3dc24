// Which codecs a call had rather use. The others stay, behind them: the other side may know none of the first.

/** MIME types or names of codecs, the dearest first: `{ video: ['video/AV1', 'VP9'] }`. Unknown ones are ignored. */
export interface CodecPreference {
  /** Of the microphone and of a shared screen's sound. */
  audio?: readonly string[] | undefined;
  /** Of the camera and of a shared screen. */
  video?: readonly string[] | undefined;
}

interface Codec {
  readonly mimeType: string;
}

/** The codecs that the names mean, the dearest first. */
export function named<C extends Codec>(codecs: readonly C[], names: readonly string[]): C[] {
  return names.flatMap((name) =>
    codecs.filter(({ mimeType }) => `/${mimeType}`.toLowerCase().endsWith(`/${name}`.toLowerCase())),
  );
}

/** The codecs with the preferred ones first, and the others in the order they had. */
export function preferred<C extends Codec>(codecs: readonly C[], names: readonly string[]): C[] {
  return [...new Set([...named(codecs, names), ...codecs])];
}
