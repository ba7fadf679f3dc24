// A link as a QR code: dark on light in every look, since many cameras read no other.
import { useMemo } from 'preact/hooks';
import { encode } from 'uqr';
import { WORDS } from '../words/words.ts';

/** Light modules around the code; ISO/IEC 18004 asks for four, and the tile's own padding gives the rest. */
const BORDER = 2;

export function QrCode({ link }: { link: string }) {
  const { size, path } = useMemo(() => {
    const { size, data } = encode(link, { ecc: 'M', border: BORDER });
    const path = data
      .flatMap((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : '')))
      .filter((square) => square !== '')
      .join('');
    return { size, path };
  }, [link]);
  return (
    <svg viewBox={`0 0 ${size} ${size}`} display="block" role="img" aria-label={WORDS.waiting.qrCode}>
      <path d={path} shape-rendering="crispEdges" />
    </svg>
  );
}
