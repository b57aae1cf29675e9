import { create } from 'zustand';
import { backend } from '../backend/chosen';
import type { Connection } from '../backend/backend';
import { loadAppInfo } from './app-info';
import { loadRegistry } from './commands';
import { loadSettings } from './settings';
import { tellFailure } from './tell-failure';

/** How the page stands with the engine. */
export const useConnection = create<Connection>(() => ({ state: 'connecting' }));

/** Called once, after the backend is chosen. What every screen needs is asked for whenever the engine is there (again). */
export function followConnection(): void {
  backend().onConnection((connection) => {
    useConnection.setState(connection, true);
    if (connection.state !== 'connected') return;
    loadSettings().catch(tellFailure);
    loadRegistry().catch(tellFailure);
    loadAppInfo().catch(tellFailure);
  });
}
