import type { ReactNode } from 'react';
import { Button } from './button';
import { Dialog } from './dialog';

interface ConfirmDialogProps {
  title: string;
  open: boolean;
  onClose: () => void;
  /** On the button that leaves everything as it is. */
  keep: string;
  /** On the button that does it. */
  confirm: string;
  /** Done after the dialog has closed. */
  onConfirm: () => void;
  children: ReactNode;
}

/** Asks before something is done that is not easily undone. */
export function ConfirmDialog({ title, open, onClose, keep, confirm, onConfirm, children }: ConfirmDialogProps) {
  const act = () => {
    onClose();
    onConfirm();
  };
  return (
    <Dialog
      title={title}
      open={open}
      onClose={onClose}
      role="alertdialog"
      actions={
        <>
          <Button onPress={onClose}>{keep}</Button>
          <Button kind="danger" onPress={act}>
            {confirm}
          </Button>
        </>
      }
    >
      {children}
    </Dialog>
  );
}
