import { useEffect, useMemo, useRef, useState, type KeyboardEvent } from 'react';
import { Dialog, Modal, ModalOverlay } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { found } from './found';
import './palette.css';

export interface PaletteItem {
  id: string;
  label: string;
  /** Quiet words behind the label. */
  hint?: string;
  keys?: string;
}

interface PaletteProps {
  label: string;
  placeholder: string;
  items: readonly PaletteItem[];
  onTake: (id: string) => void;
  onClose: () => void;
}

/** A line to type in and a list of what fits; Enter takes the first. */
export function Palette({ label, placeholder, items, onTake, onClose }: PaletteProps) {
  const { t } = useTranslation('shared');
  const [query, setQuery] = useState('');
  const [at, setAt] = useState(0);
  const list = useRef<HTMLDivElement>(null);
  const shown = useMemo(() => found(items, ({ label: words, hint }) => `${words} ${hint ?? ''}`, query), [items, query]);
  const active = Math.min(at, shown.length - 1);

  // After every drawing: the chosen line may be another one.
  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
  });

  const take = (id: string | undefined) => {
    if (id === undefined) return;
    onClose();
    // The dialog gives the focus back first, so that the command finds it where it was.
    requestAnimationFrame(() => onTake(id));
  };
  const press = (event: KeyboardEvent) => {
    if (event.key === 'ArrowDown') setAt(Math.min(active + 1, shown.length - 1));
    else if (event.key === 'ArrowUp') setAt(Math.max(active - 1, 0));
    else if (event.key === 'Enter') take(shown[active]?.id);
    else return;
    event.preventDefault();
  };

  return (
    <ModalOverlay className="dialog-scrim" isOpen isDismissable onOpenChange={(isOpen) => !isOpen && onClose()}>
      <Modal className="dialog-float palette-float">
        <Dialog aria-label={label} className="palette">
          <input
            className="palette-input"
            role="combobox"
            aria-label={label}
            aria-expanded
            aria-controls="palette-list"
            aria-autocomplete="list"
            {...(shown[active] ? { 'aria-activedescendant': `palette-${shown[active].id}` } : {})}
            placeholder={placeholder}
            spellCheck={false}
            value={query}
            // oxlint-disable-next-line jsx-a11y/no-autofocus -- the line to type in is what the dialog is for
            autoFocus
            onChange={(event) => {
              setQuery(event.target.value);
              setAt(0);
            }}
            onKeyDown={press}
          />
          <div ref={list} id="palette-list" role="listbox" aria-label={label} className="palette-list">
            {shown.map((item, index) => (
              // The keys are taken by the line above, which keeps the focus.
              // oxlint-disable-next-line jsx-a11y/click-events-have-key-events
              <div
                key={item.id}
                id={`palette-${item.id}`}
                role="option"
                tabIndex={-1}
                aria-selected={index === active}
                className="palette-item"
                onClick={() => take(item.id)}
                onPointerMove={() => setAt(index)}
              >
                <span className="palette-label">{item.label}</span>
                {item.hint === undefined ? null : <span className="palette-hint">{item.hint}</span>}
                {item.keys === undefined ? null : <kbd>{item.keys}</kbd>}
              </div>
            ))}
          </div>
          {shown.length === 0 ? <p className="palette-none">{t('nothingFits')}</p> : null}
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
