import { create } from 'zustand';

/** What settings are about; a part of the screen each. */
export const SETTINGS_PLACES = ['general', 'providers', 'budgets', 'tools', 'outside', 'secrets'] as const;
export type SettingsPlace = (typeof SETTINGS_PLACES)[number];

/** Which settings are shown. Whoever leads there from another screen says so first. */
export const useSettingsPlace = create<{ place: SettingsPlace; go: (place: SettingsPlace) => void }>((set) => ({
  place: 'general',
  go: (place) => set({ place }),
}));
