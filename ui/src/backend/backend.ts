/**
 * The only door to a host. Implementations: `tauri.ts` (the desktop window), `web.ts` (`routine serve`), `fake.ts` (stories).
 * Every method has the name of a host command and the types of `../contract`; a failure is a `BackendError`.
 */
export interface Backend {
  /** Ends the connection; nothing is delivered afterwards. */
  close: () => void;
}

/** What a host refused or could not do, as it crosses the border. */
export class BackendError extends Error {
  override readonly name = 'BackendError';
  readonly code: string;
  readonly hint: string | null;
  readonly elementId: string | null;

  constructor(failure: { code: string; message: string; hint?: string | null; elementId?: string | null }) {
    super(failure.message);
    this.code = failure.code;
    this.hint = failure.hint ?? null;
    this.elementId = failure.elementId ?? null;
  }
}
