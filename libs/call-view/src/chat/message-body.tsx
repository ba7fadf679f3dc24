// A message's text with its links.
import type { FunctionComponent } from 'preact';
import { linked } from './linked.ts';

export function messageBody(words: string): FunctionComponent {
  return () => (
    <p class="chat-text" dir="auto">
      {linked(words).map(({ text, href }) =>
        href ? (
          <a href={href} target="_blank" rel="noopener noreferrer">
            {text}
          </a>
        ) : (
          text
        ),
      )}
    </p>
  );
}
