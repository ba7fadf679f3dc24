// Which codecs a call had rather use. The others stay, behind them: the other side may know none of the first.

/** MIME types or names of codecs, the dearest first: `{ video: ['video/AV1', 'VP9'] }`. Unknown ones are ignored. */
export interface CodecPreference {
  audio?: readonly string[] | undefined;
  video?: readonly string[] | undefined;
}

/** The codecs with the preferred ones first, and the others in the order they had. */
export function preferred<Codec extends { mimeType: string }>(
  codecs: readonly Codec[],
  names: readonly string[],
): Codec[] {
  const named = (name: string): Codec[] =>
    codecs.filter(({ mimeType }) => `/${mimeType}`.toLowerCase().endsWith(`/${name}`.toLowerCase()));
  return [...new Set([...names.flatMap(named), ...codecs])];
}
