// A place in the room that features fill, in the order in which they were asked for.
import type { ComponentType } from 'preact';
import { useEffect } from 'preact/hooks';
import { useCallView } from '../parts/call-view-context.ts';
import type { FeatureParts, FeatureProps, PersonSignProps, RoomFeature } from './room-feature.ts';

export interface FeatureSlotProps extends FeatureProps {
  of: Exclude<keyof FeatureParts, 'SidePanel' | 'PersonSign' | 'WaitingHead' | 'WaitingEnd' | 'begin'>;
}

export function FeatureSlot({ of, ...props }: FeatureSlotProps) {
  const { features } = useCallView();
  return features.value.map(({ name, parts }) => {
    const Part: ComponentType<FeatureProps> | undefined = parts.value?.[of];
    return Part && <Part key={name} {...props} />;
  });
}

/** The signs on somebody's picture. */
export function PersonSigns(props: PersonSignProps) {
  const { features } = useCallView();
  return features.value.map(({ name, parts }) => {
    const { PersonSign } = parts.value ?? {};
    return PersonSign && <PersonSign key={name} {...props} />;
  });
}

/** Fetches what the room is to have, now that it stands. */
export function useFetchedFeatures(): readonly RoomFeature[] {
  const { value: features } = useCallView().features;
  useEffect(() => {
    for (const feature of features) void feature.fetch();
  }, [features]);
  return features;
}
