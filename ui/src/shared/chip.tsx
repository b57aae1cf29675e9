import type { ReactNode } from 'react';
import { classNames } from './class-names';
import './chip.css';

interface ChipProps {
  tone?: 'neutral' | 'accent' | 'red' | 'amber' | 'green';
  icon?: ReactNode;
  title?: string;
  children: ReactNode;
}

/** A short state in words; the tone only repeats what the words say. */
export function Chip({ tone = 'neutral', icon, title, children }: ChipProps) {
  return (
    <span className={classNames('chip', `chip-${tone}`)} title={title}>
      {icon}
      {children}
    </span>
  );
}
