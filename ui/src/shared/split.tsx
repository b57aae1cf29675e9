import { useCallback, useRef, useState, type KeyboardEvent, type PointerEvent, type ReactNode } from 'react';
import { classNames } from './class-names';
import { isNumber, recall, remember } from './remembered';
import './split.css';

interface SplitProps {
  /** Names the remembered size. */
  id: string;
  /** Says what the splitter resizes. */
  label: string;
  /** `columns`: the side panel is right of the main one; `rows`: below it. */
  direction: 'columns' | 'rows';
  main: ReactNode;
  side: ReactNode;
  /** Sizes of the side panel in px. */
  size: number;
  least: number;
  most: number;
  /** The side panel is put away, its size kept. */
  closed?: boolean;
}

const KEY_STEP = 16;

/** Two panels and a splitter that remembers where it was left. The splitter works with the arrow keys too. */
export function Split({ id, label, direction, main, side, size: initial, least, most, closed = false }: SplitProps) {
  const [size, setSize] = useState(() => recall(`split.${id}`, initial, isNumber));
  const frame = useRef<HTMLDivElement>(null);
  const columns = direction === 'columns';

  const place = useCallback(
    (wanted: number) => {
      const box = frame.current?.getBoundingClientRect();
      const room = box ? (columns ? box.width : box.height) * 0.7 : most;
      const next = Math.round(Math.min(Math.max(wanted, least), Math.max(least, Math.min(most, room))));
      setSize(next);
      remember(`split.${id}`, next);
    },
    [columns, id, least, most],
  );

  const drag = (event: PointerEvent<HTMLDivElement>) => {
    const box = frame.current?.getBoundingClientRect();
    if (!box || !event.currentTarget.hasPointerCapture(event.pointerId)) return;
    place(columns ? box.right - event.clientX : box.bottom - event.clientY);
  };

  const press = (event: KeyboardEvent<HTMLDivElement>) => {
    const grow = columns ? 'ArrowLeft' : 'ArrowUp';
    const shrink = columns ? 'ArrowRight' : 'ArrowDown';
    if (event.key === grow) place(size + KEY_STEP);
    else if (event.key === shrink) place(size - KEY_STEP);
    else if (event.key === 'Home') place(least);
    else if (event.key === 'End') place(most);
    else return;
    event.preventDefault();
  };

  return (
    <div ref={frame} className={classNames('split', `split-${direction}`)}>
      <div className="split-main">{main}</div>
      {closed ? null : (
        <>
          <div
            role="separator"
            tabIndex={0}
            aria-label={label}
            aria-orientation={columns ? 'vertical' : 'horizontal'}
            aria-valuenow={size}
            aria-valuemin={least}
            aria-valuemax={most}
            className="splitter"
            onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
            onPointerMove={drag}
            onDoubleClick={() => place(initial)}
            onKeyDown={press}
          />
          <div className="split-side" style={columns ? { width: size } : { height: size }}>
            {side}
          </div>
        </>
      )}
    </div>
  );
}
