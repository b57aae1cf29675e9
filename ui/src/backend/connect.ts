import type { Method, PushBatch } from '../contract';
import type { Backend, Watch, Watcher } from './backend';
import { asBackendError } from './backend-error';
import { Subscriptions } from './subscriptions';
import type { Connection, Transport } from './transport';

type Watching = Pick<Backend, 'watchRun' | 'watchRuns' | 'watchSwarm' | 'watchSwarms' | 'watchLibrary' | 'watchOpened' | 'onUiCommand' | 'onConnection' | 'close'>;

/** Makes a backend of a transport: a method for every command, and watching that survives a lost connection. */
export function connect(transport: Transport): Backend {
  const subscriptions = new Subscriptions((method, params) => transport.call(method, params));
  const listeners = new Set<(connection: Connection) => void>();
  const choosers = new Set<(uiCommand: string) => void>();
  let connection: Connection = { state: 'connecting' };

  transport.onPush((push) => subscriptions.take(push));
  transport.onUiCommand?.((uiCommand) => {
    for (const chosen of choosers) chosen(uiCommand);
  });
  transport.onConnection((now) => {
    const isBack = now.state === 'connected' && connection.state === 'lost';
    connection = now;
    if (isBack) subscriptions.beginAllAgain();
    for (const listener of listeners) listener(now);
  });

  const listen = (method: Method, begun: () => void, batch: (batch: PushBatch) => void) =>
    subscriptions.begin({ method, params: {}, begun, batch, failed: () => undefined }).stop;

  const follow = <View, Update>(
    method: Method,
    params: object,
    watcher: Watcher<View, Update>,
    told: (batch: PushBatch, again: () => void) => void,
  ): Watch => {
    const subscription = subscriptions.begin({
      method,
      params,
      begun: (answer) => watcher.snapshot(answer as View),
      batch: (batch) => told(batch, () => subscription.again()),
      failed: (failure) => {
        const error = asBackendError(failure);
        if (error.code !== 'disconnected') watcher.failed(error);
      },
    });
    return subscription;
  };

  const watching: Watching = {
    watchRun: (runId, watcher) =>
      follow('watchRun', { runId }, watcher, (batch, again) => {
        if (batch.topic === 'run') watcher.updates(batch.updates);
        else if (batch.topic === 'heard') watcher.heard?.({ stepId: batch.stepId, call: batch.call, text: batch.text, fromStart: batch.fromStart });
        else if (batch.topic === 'runGap') again();
      }),
    watchRuns: (watcher) =>
      listen('watchRuns', watcher.stale, (batch) => {
        if (batch.topic === 'runs') watcher.changed(batch.changed, batch.removed);
        else if (batch.topic === 'listGap') watcher.stale();
      }),
    watchSwarm: (swarmId, watcher) =>
      follow('watchSwarm', { swarmId }, watcher, (batch, again) => {
        if (batch.topic === 'swarm') watcher.updates(batch.updates);
        else if (batch.topic === 'swarmGap') again();
      }),
    watchSwarms: (watcher) =>
      listen('watchSwarms', watcher.stale, (batch) => {
        if (batch.topic === 'swarms') watcher.changed(batch.changed, []);
        else if (batch.topic === 'listGap') watcher.stale();
      }),
    watchLibrary: (watcher) =>
      listen('watchLibrary', watcher.stale, (batch) => {
        if (batch.topic === 'library') watcher.changed(batch.changed, batch.removed);
        else if (batch.topic === 'listGap') watcher.stale();
      }),
    watchOpened: (opened) => listen('watchOpened', opened, opened),
    onUiCommand: (chosen) => {
      choosers.add(chosen);
      return () => choosers.delete(chosen);
    },
    onConnection: (listener) => {
      listeners.add(listener);
      listener(connection);
      return () => listeners.delete(listener);
    },
    close: () => transport.close(),
  };

  const methods = new Map<string, (params?: object) => Promise<unknown>>();
  const methodNamed = (name: string) => {
    const made = methods.get(name) ?? ((params: object = {}) => transport.call(name as Method, params));
    methods.set(name, made);
    return made;
  };
  return new Proxy(watching, {
    // `then` is asked for by `await`; a backend is not a promise.
    get: (own, name) => {
      if (typeof name !== 'string' || name === 'then') return undefined;
      return name in own ? own[name as keyof Watching] : methodNamed(name);
    },
  }) as Backend;
}
