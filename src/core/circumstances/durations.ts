import { instantProfile, profileOf, usualProfile, type DurationProfile } from '../scenario/durationProfile';
import type { Circumstances } from './circumstances';

/**
 * How long calls take, as far as a person or nobody says so: a scenario's runtime tells it itself. Who gives the size of
 * images means all of them.
 */
export function chosenDurations({ scenario, durations, profile }: Circumstances): Partial<DurationProfile> | undefined {
  if (durations === 'none') return { ...instantProfile, ...profile };
  if (scenario) return profile;
  return { ...usualProfile, ...(profile?.imageSize !== undefined && { hasCommonSizes: false }), ...profile };
}

/** How long each call takes. */
export function durationsUnder(circumstances: Circumstances): DurationProfile {
  return { ...profileOf(circumstances.scenario?.runtime), ...chosenDurations(circumstances) };
}
