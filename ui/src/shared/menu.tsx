import { useRef, type ReactNode } from 'react';
import { Menu as AriaMenu, MenuItem, MenuTrigger, Popover, Separator } from 'react-aria-components';
import './menu.css';

export type MenuEntry =
  | { id: string; label: string; icon?: ReactNode; keys?: string; disabled?: boolean; danger?: boolean }
  | 'line';

interface MenuProps {
  label: string;
  /** The button that opens the menu. */
  trigger: ReactNode;
  entries: MenuEntry[];
  onAction: (id: string) => void;
}

/** A button with a menu of verbs. */
export function Menu({ label, trigger, entries, onAction }: MenuProps) {
  return (
    <MenuTrigger>
      {trigger}
      <Popover className="menu-float" offset={4}>
        <Entries label={label} entries={entries} onAction={onAction} />
      </Popover>
    </MenuTrigger>
  );
}

interface ContextMenuProps extends Omit<MenuProps, 'trigger'> {
  /** Where it opens, in px of the window. */
  at: { x: number; y: number };
  onClose: () => void;
}

/** A menu of verbs where the pointer is, or what has the focus. */
export function ContextMenu({ label, entries, onAction, at, onClose }: ContextMenuProps) {
  const anchor = useRef<HTMLSpanElement>(null);
  return (
    <>
      <span ref={anchor} className="menu-anchor" style={{ insetInlineStart: at.x, insetBlockStart: at.y }} />
      <Popover className="menu-float" triggerRef={anchor} placement="bottom start" isOpen onOpenChange={(isOpen) => (isOpen ? undefined : onClose())}>
        <Entries
          label={label}
          entries={entries}
          onAction={(id) => {
            onClose();
            onAction(id);
          }}
        />
      </Popover>
    </>
  );
}

function Entries({ label, entries, onAction }: Omit<MenuProps, 'trigger'>) {
  return (
    // oxlint-disable-next-line jsx-a11y/no-autofocus -- a menu is where one goes on, in a popover that takes the focus anyway
    <AriaMenu aria-label={label} className="menu" autoFocus="first" onAction={(key) => onAction(String(key))}>
      {entries.map((entry, index) =>
        entry === 'line' ? (
          <Separator key={`line-${index}`} className="menu-line" />
        ) : (
          <MenuItem
            key={entry.id}
            id={entry.id}
            textValue={entry.label}
            className={entry.danger ? 'menu-item menu-item-danger' : 'menu-item'}
            isDisabled={entry.disabled ?? false}
          >
            <span className="menu-icon">{entry.icon}</span>
            <span>{entry.label}</span>
            {entry.keys ? <kbd>{entry.keys}</kbd> : null}
          </MenuItem>
        ),
      )}
    </AriaMenu>
  );
}
