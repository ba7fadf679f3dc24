// The QR code: it comes to who waits.
import { late } from '../state/late.ts';
import { latePart } from './late-part.tsx';

const code = late(() => import('../parts/qr-code.tsx'));

export const fetchQrCode = code.fetch;
export const QrCode = latePart(code, (parts) => parts.QrCode);
