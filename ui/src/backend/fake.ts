import type { Commands, Method, Push } from '../contract';
import { BackendError } from './backend-error';
import { connect } from './connect';
import type { Connection, Transport } from './transport';
import type { Backend } from './backend';

type Answers = { [Name in Method]?: (params: Commands[Name]['params']) => Commands[Name]['result'] };

/** A host that answers what a test tells it to, and remembers what it was asked. Never part of the program. */
export class FakeTransport implements Transport {
  readonly calls: { method: Method; params: object }[] = [];
  readonly #answers: Answers;
  #pushed: (push: Push) => void = () => undefined;
  #changed: (connection: Connection) => void = () => undefined;

  constructor(answers: Answers = {}) {
    this.#answers = answers;
  }

  onPush(listener: (push: Push) => void): void {
    this.#pushed = listener;
  }

  onConnection(listener: (connection: Connection) => void): void {
    this.#changed = listener;
    listener({ state: 'connected' });
  }

  async call(method: Method, params: object): Promise<unknown> {
    this.calls.push({ method, params });
    const answer = this.#answers[method] as ((params: object) => unknown) | undefined;
    if (answer) return answer(params);
    if (method === 'unwatch' || method.startsWith('watch')) return {};
    throw new BackendError({ code: 'notAvailable', message: `The fake host has no answer to ${method}.` });
  }

  close(): void {
    this.#pushed = () => undefined;
  }

  push(push: Push): void {
    this.#pushed(push);
  }

  become(connection: Connection): void {
    this.#changed(connection);
  }
}

/** A backend over a fake host. */
export function fakeBackend(answers: Answers = {}): { backend: Backend; host: FakeTransport } {
  const host = new FakeTransport(answers);
  return { backend: connect(host), host };
}
