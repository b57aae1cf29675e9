import type { ReactNode } from 'react';
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
        <AriaMenu aria-label={label} className="menu" onAction={(key) => onAction(String(key))}>
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
      </Popover>
    </MenuTrigger>
  );
}
