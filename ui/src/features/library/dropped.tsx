import { FileInput } from 'lucide-react';
import { useState, type DragEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { importFiles } from './actions';

const carriesFiles = (event: DragEvent) => event.dataTransfer.types.includes('Files');

/** Takes files that are dropped anywhere inside. */
export function Dropped({ children }: { children: ReactNode }) {
  const { t } = useTranslation('library');
  const [isOver, setOver] = useState(false);
  return (
    <div
      className="dropped"
      onDragOver={(event) => {
        if (!carriesFiles(event)) return;
        event.preventDefault();
        event.dataTransfer.dropEffect = 'copy';
        setOver(true);
      }}
      onDragLeave={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget as Node | null)) setOver(false);
      }}
      onDrop={(event) => {
        setOver(false);
        if (!carriesFiles(event)) return;
        event.preventDefault();
        void importFiles([...event.dataTransfer.files]);
      }}
    >
      {children}
      {isOver ? (
        <div className="dropped-here">
          <FileInput aria-hidden />
          {t('drop')}
        </div>
      ) : null}
    </div>
  );
}
