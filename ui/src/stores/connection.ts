import { create } from 'zustand';
import { backend } from '../backend/chosen';
import type { Connection } from '../backend/backend';

/** How the page stands with the engine. */
export const useConnection = create<Connection>(() => ({ state: 'connecting' }));

/** Called once, after the backend is chosen. */
export function followConnection(): void {
  backend().onConnection((connection) => useConnection.setState(connection, true));
}
