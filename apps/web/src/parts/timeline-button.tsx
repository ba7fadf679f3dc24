// The way to what happened in the last call; nothing before there was one.
import { Button, type ButtonProps } from '@parley/call-view/parts/button.tsx';
import { PAGE_WORDS } from '../words/page-words.ts';
import { usePage } from './page-context.ts';

export function TimelineButton({ voice }: Pick<ButtonProps, 'voice'>) {
  const page = usePage();
  if (page.lastCall.value === null) return null;
  return (
    <Button voice={voice} onPress={() => page.toTimeline()}>
      {PAGE_WORDS.timeline}
    </Button>
  );
}
