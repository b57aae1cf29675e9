import type { Method, Push, PushBatch } from '../contract';

/** What one subscription needs to live through gaps and lost connections. */
interface Subscriber {
  method: Method;
  params: object;
  /** The host has begun to tell; `answer` is the command's result. */
  begun: (answer: unknown) => void;
  batch: (batch: PushBatch) => void;
  failed: (failure: unknown) => void;
}

export interface Subscription {
  /** Gives up what was told so far and begins again. */
  again: () => void;
  stop: () => void;
}

interface Live {
  subscriber: Subscriber;
  number: number;
  /** Batches that came before the answer; null once it is there. */
  early: PushBatch[] | null;
}

/**
 * Numbers subscriptions and hands each batch to the right one. A batch that arrives before the answer to its subscription is kept until then.
 * A subscription gets a new number whenever it begins again, so nothing that was sent for the old one can reach it.
 */
export class Subscriptions {
  readonly #live = new Set<Live>();
  readonly #call: (method: Method, params: object) => Promise<unknown>;
  #next = 1;

  constructor(call: (method: Method, params: object) => Promise<unknown>) {
    this.#call = call;
  }

  begin(subscriber: Subscriber): Subscription {
    const live: Live = { subscriber, number: 0, early: [] };
    this.#live.add(live);
    void this.#subscribe(live);
    return {
      again: () => {
        if (!this.#live.has(live)) return;
        this.#end(live.number);
        void this.#subscribe(live);
      },
      stop: () => {
        if (this.#live.delete(live)) this.#end(live.number);
      },
    };
  }

  /** The host has forgotten every subscription. */
  beginAllAgain(): void {
    for (const live of this.#live) void this.#subscribe(live);
  }

  take({ subscription, batch }: Push): void {
    for (const live of this.#live) {
      if (live.number !== subscription) continue;
      if (live.early) live.early.push(batch);
      else live.subscriber.batch(batch);
      return;
    }
  }

  async #subscribe(live: Live): Promise<void> {
    const number = this.#next++;
    live.number = number;
    live.early = [];
    const isCurrent = () => live.number === number && this.#live.has(live);
    try {
      const answer = await this.#call(live.subscriber.method, { ...live.subscriber.params, subscription: number });
      if (!isCurrent()) return;
      live.subscriber.begun(answer);
      const early = live.early ?? [];
      live.early = null;
      for (const batch of early) if (isCurrent()) live.subscriber.batch(batch);
    } catch (failure) {
      if (isCurrent()) live.subscriber.failed(failure);
    }
  }

  #end(number: number): void {
    this.#call('unwatch', { subscription: number }).catch(() => undefined);
  }
}
