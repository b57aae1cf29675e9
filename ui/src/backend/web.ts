import type { Method, Push } from '../contract';
import { asBackendError, BackendError } from './backend-error';
import type { Connection, Transport } from './transport';

/** Waits between attempts, in ms; the last one is kept. */
const PAUSES = [250, 500, 1000, 2000, 5000];

interface Waiting {
  resolve: (result: unknown) => void;
  reject: (failure: BackendError) => void;
}

type Frame = { id: number; ok: unknown } | { id: number | null; err: unknown } | Push;

/** Where the page keeps the token of its address, so that a reload works and the address can be shown to others. */
const TOKEN = 'routine-studio.token';

/** The address of the socket beside the page, with the token that came in the page's own address. */
export function socketAddress(page: Location, kept: Storage): string {
  const asked = new URL(page.href);
  const given = asked.searchParams.get('token');
  if (given !== null) {
    kept.setItem(TOKEN, given);
    asked.searchParams.delete('token');
    history.replaceState(history.state, '', asked);
  }
  const socket = new URL('rpc', asked);
  socket.protocol = asked.protocol === 'https:' ? 'wss:' : 'ws:';
  socket.hash = '';
  socket.search = new URLSearchParams({ token: given ?? kept.getItem(TOKEN) ?? '' }).toString();
  return socket.href;
}

const disconnected = () => new BackendError({ code: 'disconnected', message: 'The connection to the engine was lost.' });

/**
 * `routine serve`: one WebSocket, `{id, request}` there, `{id, ok}` or `{id, err}` and pushes back.
 * A call made while the connection is lost fails at once: a command must not take effect long after it was given.
 */
export class WebTransport implements Transport {
  readonly #address: string;
  readonly #waiting = new Map<number, Waiting>();
  readonly #queued: string[] = [];
  #socket: WebSocket | null = null;
  #next = 1;
  #attempt = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #closed = false;
  #connection: Connection = { state: 'connecting' };
  #pushed: (push: Push) => void = () => undefined;
  #changed: (connection: Connection) => void = () => undefined;

  constructor(address: string) {
    this.#address = address;
    this.#open();
  }

  onPush(listener: (push: Push) => void): void {
    this.#pushed = listener;
  }

  onConnection(listener: (connection: Connection) => void): void {
    this.#changed = listener;
    listener(this.#connection);
  }

  call(method: Method, params: object): Promise<unknown> {
    if (this.#connection.state === 'lost' || this.#closed) return Promise.reject(disconnected());
    const id = this.#next++;
    const text = JSON.stringify({ id, request: { method, params } });
    if (this.#connection.state === 'connecting') this.#queued.push(text);
    else this.#socket?.send(text);
    return new Promise((resolve, reject) => this.#waiting.set(id, { resolve, reject }));
  }

  close(): void {
    this.#closed = true;
    clearTimeout(this.#timer);
    this.#socket?.close();
    this.#giveUpWaiting();
  }

  #open(): void {
    const socket = new WebSocket(this.#address);
    this.#socket = socket;
    socket.addEventListener('open', () => {
      this.#attempt = 0;
      for (const text of this.#queued.splice(0)) socket.send(text);
      this.#tell({ state: 'connected' });
    });
    socket.addEventListener('message', (message) => this.#take(JSON.parse(String(message.data)) as Frame));
    socket.addEventListener('close', () => {
      if (this.#closed || this.#socket !== socket) return;
      this.#attempt += 1;
      this.#tell({ state: 'lost', attempt: this.#attempt });
      this.#giveUpWaiting();
      this.#timer = setTimeout(() => this.#open(), PAUSES[Math.min(this.#attempt, PAUSES.length) - 1]);
    });
  }

  #take(frame: Frame): void {
    if ('subscription' in frame) {
      this.#pushed(frame);
      return;
    }
    const waiting = frame.id === null ? undefined : this.#waiting.get(frame.id);
    if (!waiting || frame.id === null) return;
    this.#waiting.delete(frame.id);
    if ('err' in frame) waiting.reject(asBackendError(frame.err));
    else waiting.resolve(frame.ok);
  }

  #tell(connection: Connection): void {
    this.#connection = connection;
    this.#changed(connection);
  }

  #giveUpWaiting(): void {
    this.#queued.length = 0;
    const waiting = [...this.#waiting.values()];
    this.#waiting.clear();
    for (const { reject } of waiting) reject(disconnected());
  }
}
