import { create } from 'zustand';
import { backend } from '../backend/chosen';
import type { ToolSettingsView } from '../contract';

/** Tool servers as they are now, the program's own tools, and who is asked before a call. Null until the host has answered. */
export const useTools = create<{ settings: ToolSettingsView | null }>(() => ({ settings: null }));

export async function loadTools(): Promise<void> {
  keepTools(await backend().listToolServers());
}

/** Every command that changes them answers them anew. */
export const keepTools = (settings: ToolSettingsView): void => useTools.setState({ settings });
