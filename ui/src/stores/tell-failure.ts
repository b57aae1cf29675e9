import { asBackendError } from '../backend/backend-error';
import { useToasts } from '../shared/toast';

/** Says in the corner of the window what a command that failed said; a lost connection is already shown in the status bar. */
export function tellFailure(failure: unknown): void {
  const { code, message, hint } = asBackendError(failure);
  if (code === 'disconnected') return;
  useToasts.getState().show({ tone: 'red', words: hint ? `${message} ${hint}` : message });
}
