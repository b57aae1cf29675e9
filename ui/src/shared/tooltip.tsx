import type { ReactNode } from 'react';
import { Tooltip as AriaTooltip } from 'react-aria-components';
import './tooltip.css';

/** The floating words of a `TooltipTrigger`. */
export function Tooltip({ children }: { children: ReactNode }) {
  return (
    <AriaTooltip className="tooltip" offset={6}>
      {children}
    </AriaTooltip>
  );
}
