import type { Backend } from './backend';
import { connect } from './connect';

let chosen: Backend | null = null;

/** Chooses the host once, at the start: the desktop window when the page is in one, else the server that served the page. */
export async function chooseBackend(): Promise<Backend> {
  if ('__TAURI_INTERNALS__' in globalThis) {
    const { TauriTransport } = await import('./tauri');
    return setBackend(connect(new TauriTransport()));
  }
  const { socketAddress, WebTransport } = await import('./web');
  return setBackend(connect(new WebTransport(socketAddress(location, sessionStorage))));
}

/** For tests, which bring their own. */
export function setBackend(made: Backend): Backend {
  chosen = made;
  return made;
}

/** The host that was chosen at the start. */
export function backend(): Backend {
  if (!chosen) throw new Error('the backend is chosen before anything is shown');
  return chosen;
}
