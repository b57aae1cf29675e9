import { X } from 'lucide-react';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from './button';
import { IconButton } from './icon-button';
import { useToasts, type Toast } from './toast';
import './toast-region.css';

const STAY_MS = 6000;

/** Where toasts appear: bottom right, above the status bar. */
export function ToastRegion() {
  const toasts = useToasts((state) => state.toasts);
  return (
    <div className="toasts">
      <div role="status" aria-live="polite">
        {toasts.map((toast) => (toast.tone === 'neutral' ? <ToastCard key={toast.id} toast={toast} /> : null))}
      </div>
      <div role="alert">
        {toasts.map((toast) => (toast.tone === 'red' ? <ToastCard key={toast.id} toast={toast} /> : null))}
      </div>
    </div>
  );
}

function ToastCard({ toast }: { toast: Toast }) {
  const { t } = useTranslation('shared');
  const dismiss = useToasts((state) => state.dismiss);
  const stays = toast.tone === 'red' || toast.action !== undefined;
  useEffect(() => {
    if (stays) return;
    const timer = setTimeout(() => dismiss(toast.id), STAY_MS);
    return () => clearTimeout(timer);
  }, [stays, toast.id, dismiss]);
  const action = toast.action;
  return (
    <div className={`toast toast-${toast.tone}`}>
      <span className="toast-words">{toast.words}</span>
      {action ? (
        <Button
          size="small"
          onPress={() => {
            action.run();
            dismiss(toast.id);
          }}
        >
          {action.label}
        </Button>
      ) : null}
      <IconButton size="small" label={t('dismiss')} icon={<X aria-hidden />} onPress={() => dismiss(toast.id)} />
    </div>
  );
}
