// Which media section of a session description carries a shared screen: the SDP attribute `content` (RFC 4796).
// Browsers drop lines they do not know, so it is written into what is sent and read from what came.

/**
 * Labels the sections with such a mid `a=content:slides`.
 *
 * @see https://www.rfc-editor.org/rfc/rfc4796#section-5
 */
export function labelSlides(sdp: string, isSlides: (mid: string) => boolean): string {
  return sdp.replaceAll(/^a=mid:(.*)$/gm, (line, mid: string) =>
    isSlides(mid) ? `${line}\r\na=content:slides` : line,
  );
}

/** The mids of the sections that are labelled so. What is not labelled is the person: bare clients know nothing of labels. */
export function labelledSlides(sdp: string): Set<string> {
  const [_session, ...sections] = sdp.split(/^m=/m);
  const slides = sections.filter((section) => /^a=content:(.*,)?slides(,|$)/m.test(section));
  return new Set(slides.flatMap((section) => /^a=mid:(.*)$/m.exec(section)?.[1] ?? []));
}
