import { Channel, invoke } from '@tauri-apps/api/core';
import type { Method, Push } from '../contract';
import { asBackendError } from './backend-error';
import type { Connection, Transport } from './transport';

/** The desktop window: one command for every call, one channel for every push. */
export class TauriTransport implements Transport {
  #pushed: (push: Push) => void = () => undefined;
  readonly #pushes = new Channel<Push | Push[]>((message) => {
    if (Array.isArray(message)) for (const push of message) this.#pushed(push);
    else this.#pushed(message);
  });

  onPush(listener: (push: Push) => void): void {
    this.#pushed = listener;
  }

  onConnection(listener: (connection: Connection) => void): void {
    listener({ state: 'connected' });
  }

  async call(method: Method, params: object): Promise<unknown> {
    try {
      return await invoke('rpc', { request: { method, params }, pushes: this.#pushes });
    } catch (failure) {
      throw asBackendError(failure);
    }
  }

  close(): void {
    this.#pushed = () => undefined;
  }
}
