import type { Method, Push } from '../contract';

/** How the page stands with its host. */
export type Connection =
  | { state: 'connecting' }
  | { state: 'connected' }
  /** It is tried again by itself; `attempt` counts from 1. */
  | { state: 'lost'; attempt: number };

/** The way of one host: carries calls there, and answers and pushes back. Everything above is the same for every host. */
export interface Transport {
  /** Rejects with a `BackendError`. */
  call: (method: Method, params: object) => Promise<unknown>;
  /** Called once, before the first call. */
  onPush: (listener: (push: Push) => void) => void;
  /** Called once, by hosts with native menus: the listener is told which of the window's commands was chosen there. */
  onUiCommand?: (listener: (uiCommand: string) => void) => void;
  /** Called once; the listener is told the present state at once. */
  onConnection: (listener: (connection: Connection) => void) => void;
  close: () => void;
}
