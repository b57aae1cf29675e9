import type { ReactNode } from 'react';
import { Button as AriaButton, ToggleButton, TooltipTrigger, type ButtonProps as AriaButtonProps } from 'react-aria-components';
import { classNames } from './class-names';
import { Tooltip } from './tooltip';
import './button.css';

export interface IconButtonProps extends Omit<AriaButtonProps, 'className' | 'style' | 'children' | 'aria-label'> {
  /** The name of the button: read aloud, and shown as its tooltip. */
  label: string;
  /** Keys that do the same, as shown to the user, for example "Ctrl+S". */
  keys?: string;
  icon: ReactNode;
  /** Given for a button that stays pressed. */
  pressed?: boolean;
  size?: 'normal' | 'small';
  className?: string;
}

/** An icon that always has a name. */
export function IconButton({ label, keys, icon, pressed, size = 'normal', className, ...rest }: IconButtonProps) {
  const names = classNames('icon-button', `icon-button-${size}`, className);
  return (
    <TooltipTrigger delay={500} closeDelay={0}>
      {pressed === undefined ? (
        <AriaButton {...rest} aria-label={label} className={names}>
          {icon}
        </AriaButton>
      ) : (
        <ToggleButton
          aria-label={label}
          className={names}
          isSelected={pressed}
          {...(rest.onPress ? { onPress: rest.onPress } : {})}
          {...(rest.isDisabled === undefined ? {} : { isDisabled: rest.isDisabled })}
        >
          {icon}
        </ToggleButton>
      )}
      <Tooltip>
        {label}
        {keys ? <kbd>{keys}</kbd> : null}
      </Tooltip>
    </TooltipTrigger>
  );
}
