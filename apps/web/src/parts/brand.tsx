// The name of the thing and its mark, drawn here so that it is there while the server is away.
import { PAGE_WORDS } from '../words/page-words.ts';

export function Brand({ onPress }: { onPress?: (event: MouseEvent) => void }) {
  return (
    <a class="brand" href="/" onClick={onPress}>
      <svg viewBox="0 0 32 32" aria-hidden="true">
        <circle cx="12" cy="16" r="10" fill="#1a7f83" />
        <circle cx="20" cy="16" r="10" fill="#e2a33c" />
        <path d="M16 6.835a10 10 0 0 1 0 18.33a10 10 0 0 1 0-18.33z" fill="#fdf4df" />
      </svg>
      {PAGE_WORDS.product}
    </a>
  );
}
