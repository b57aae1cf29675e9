import { StartDialogAsk } from './start-ask';
import { StartRefused } from './start-refused';
import { useStartDialog } from './start-run';

/** What is asked before a run starts, and why one could not start. Shown over whatever screen asked for the run. */
export default function StartDialogs() {
  const dialog = useStartDialog((state) => state.dialog);
  if (!dialog) return null;
  return dialog.kind === 'ask' ? <StartDialogAsk dialog={dialog} /> : <StartRefused dialog={dialog} />;
}
