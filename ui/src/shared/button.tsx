import type { ReactNode } from 'react';
import { Button as AriaButton, type ButtonProps as AriaButtonProps } from 'react-aria-components';
import { classNames } from './class-names';
import './button.css';

export interface ButtonProps extends Omit<AriaButtonProps, 'className' | 'style' | 'children'> {
  /** `primary` once a view; `danger` for what cannot be undone. */
  kind?: 'primary' | 'plain' | 'quiet' | 'danger';
  size?: 'normal' | 'small';
  icon?: ReactNode;
  children: ReactNode;
  className?: string;
}

/** A button whose words are a verb. */
export function Button({ kind = 'plain', size = 'normal', icon, children, className, ...rest }: ButtonProps) {
  return (
    <AriaButton {...rest} className={classNames('button', `button-${kind}`, `button-${size}`, className)}>
      {icon}
      <span className="button-words">{children}</span>
    </AriaButton>
  );
}
