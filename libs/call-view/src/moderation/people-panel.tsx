// Everyone in the call, with what a moderator may do for or against each.
import { useSignal } from '@preact/signals';
import { useId, useRef } from 'preact/hooks';
import { Button } from '../parts/button.tsx';
import type { FeatureProps } from '../room/room-feature.ts';
import type { CurrentCall, Other } from '../state/current-call.ts';
import { WORDS } from '../words/words.ts';
import { moderationOf } from './call-moderation.ts';
import { MODERATION_WORDS } from './moderation-words.ts';

export function Content({ call }: FeatureProps) {
  const moderation = moderationOf(call);
  const others = call.others.value;
  const { you, moderator, giveUp, nobodyElse } = MODERATION_WORDS;
  const mayGiveUp = moderation.moderates.value && others.some(({ permissions }) => permissions.includes('moderate'));
  const { self } = call.call;
  const own = call.permissions.value.filter((permission) => permission !== 'moderate');
  return (
    <ul class="people">
      <li>
        <p class="person-name">{you(self.displayName)}</p>
        {moderation.moderates.value && <p class="quiet small">{moderator}</p>}
        {mayGiveUp && (
          <div class="person-actions">
            <Button slim busy={moderation.busy.value} onPress={() => moderation.act((by) => by.permit(self.id, own))}>
              {giveUp}
            </Button>
          </div>
        )}
      </li>
      {others.map((other) => (
        <Person key={other.id} call={call} other={other} />
      ))}
      {others.length === 0 && <li class="quiet">{nobodyElse}</li>}
    </ul>
  );
}

function Person({ call, other }: { call: CurrentCall; other: Other }) {
  const moderation = moderationOf(call);
  const id = useId();
  const removing = useSignal(false);
  const asked = useSignal(false);
  const place = useRef<HTMLLIElement>(null);
  const words = MODERATION_WORDS;
  const name = other.name ?? WORDS.guest;
  const moderates = other.permissions.includes('moderate');
  const shared = { slim: true, busy: moderation.busy.value, describedBy: id };
  const askToMute = async (): Promise<void> => {
    asked.value = await moderation.act((by) => by.askToMute(other.id));
  };
  const askToRemove = (open: boolean): void => {
    removing.value = open;
    // The button goes: whoever pressed it by a key stays here.
    place.current?.focus();
  };
  return (
    <li ref={place} tabIndex={-1}>
      <p class="person-name" id={id}>
        {name}
      </p>
      {moderates && <p class="quiet small">{words.moderator}</p>}
      {moderation.moderates.value && !removing.value && (
        <div class="person-actions">
          <Button {...shared} onPress={askToMute}>
            {words.askToMute}
          </Button>
          {!moderates && (
            <Button {...shared} onPress={() => moderation.act((by) => by.makeModerator(other.id))}>
              {words.makeModerator}
            </Button>
          )}
          <Button {...shared} onPress={() => askToRemove(true)}>
            {words.remove}
          </Button>
          <span class="quiet small" aria-live="polite">
            {asked.value && words.wasAsked}
          </span>
        </div>
      )}
      {removing.value && (
        <div class="person-removal" role="alert">
          <p>{words.removeIntro(name)}</p>
          <div class="person-actions">
            <Button {...shared} voice="danger" onPress={() => moderation.act((by) => by.remove(other.id))}>
              {words.removeForGood}
            </Button>
            <Button {...shared} onPress={() => askToRemove(false)}>
              {words.keep}
            </Button>
          </div>
        </div>
      )}
    </li>
  );
}
