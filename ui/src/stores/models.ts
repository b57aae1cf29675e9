import { create } from 'zustand';
import { backend } from '../backend/chosen';
import type { ModelSettingsView } from '../contract';

/** All that is set about models. Null until the host has answered. */
export const useModels = create<{ settings: ModelSettingsView | null }>(() => ({ settings: null }));

export async function loadModels(): Promise<void> {
  keepModels(await backend().getModelSettings());
}

/** Every command that changes them answers them anew. */
export const keepModels = (settings: ModelSettingsView): void => useModels.setState({ settings });
