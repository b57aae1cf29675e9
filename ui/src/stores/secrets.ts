import { create } from 'zustand';
import { backend } from '../backend/chosen';
import type { SecretPlaceView, SecretView } from '../contract';

interface Secrets {
  /** Names and places; a value never comes here. Null until the host has answered. */
  secrets: readonly SecretView[] | null;
  places: readonly SecretPlaceView[];
}

export const useSecrets = create<Secrets>(() => ({ secrets: null, places: [] }));

export async function loadSecrets(): Promise<void> {
  const [secrets, places] = await Promise.all([backend().listSecrets(), backend().secretPlaces()]);
  useSecrets.setState({ secrets, places });
}
