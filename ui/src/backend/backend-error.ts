import type { ApiError, Diagnostic, ErrorCode } from '../contract';

/** The host's codes, and one of the page's own: the connection was lost before the answer came. */
export type FailureCode = ErrorCode | 'disconnected';

interface Failure {
  code: FailureCode;
  message: string;
  hint?: string | null;
  elementId?: string | null;
  diagnostics?: Diagnostic[];
}

/** What a host refused or could not do, as it crosses the border. Screens decide by `code`, never by the message. */
export class BackendError extends Error {
  override readonly name = 'BackendError';
  readonly code: FailureCode;
  readonly hint: string | null;
  readonly elementId: string | null;
  /** Every reason at once, when a routine was refused. */
  readonly diagnostics: Diagnostic[];

  constructor(failure: Failure) {
    super(failure.message);
    this.code = failure.code;
    this.hint = failure.hint ?? null;
    this.elementId = failure.elementId ?? null;
    this.diagnostics = failure.diagnostics ?? [];
  }
}

/** What a host sent as a failure, or what the way to it failed with. */
export function asBackendError(failure: unknown): BackendError {
  if (failure instanceof BackendError) return failure;
  if (isApiError(failure)) return new BackendError(failure);
  return new BackendError({ code: 'internal', message: failure instanceof Error ? failure.message : String(failure) });
}

function isApiError(value: unknown): value is ApiError {
  return typeof value === 'object' && value !== null && 'code' in value && 'message' in value;
}
