import { create } from 'zustand';
import { backend } from '../backend/chosen';
import type { Ability, AppInfo } from '../contract';

/** Null until the host has answered. */
export const useAppInfo = create<{ info: AppInfo | null }>(() => ({ info: null }));

/** Asks which program answers. */
export async function loadAppInfo(): Promise<void> {
  useAppInfo.setState({ info: await backend().appInfo() });
}

/** Whether the host can do something that not every host can. */
export const useAbility = (ability: Ability): boolean => useAppInfo(({ info }) => info?.abilities.includes(ability) ?? false);
