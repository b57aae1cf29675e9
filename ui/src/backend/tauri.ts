import { Channel, invoke } from '@tauri-apps/api/core';
import type { Method, Push } from '../contract';
import { asBackendError } from './backend-error';
import type { Connection, Transport } from './transport';

/** What comes over the channel: news of a subscription, or a command that was chosen in a native menu. */
type ToPage = Push | { uiCommand: string };

/** The desktop window: one command for every call, one channel for everything that comes without being asked for. */
export class TauriTransport implements Transport {
  #pushed: (push: Push) => void = () => undefined;
  #chosen: (uiCommand: string) => void = () => undefined;
  readonly #connected = invoke('connect', {
    channel: new Channel<ToPage>((message) => {
      if ('uiCommand' in message) this.#chosen(message.uiCommand);
      else this.#pushed(message);
    }),
  });

  onPush(listener: (push: Push) => void): void {
    this.#pushed = listener;
  }

  onUiCommand(listener: (uiCommand: string) => void): void {
    this.#chosen = listener;
  }

  onConnection(listener: (connection: Connection) => void): void {
    listener({ state: 'connected' });
  }

  async call(method: Method, params: object): Promise<unknown> {
    try {
      await this.#connected;
      return await invoke('rpc', { request: { method, params } });
    } catch (failure) {
      throw asBackendError(failure);
    }
  }

  close(): void {
    this.#pushed = () => undefined;
    this.#chosen = () => undefined;
  }
}
