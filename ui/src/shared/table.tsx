import { ArrowDown, ArrowUp } from 'lucide-react';
import { memo, useEffect, useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import { classNames } from './class-names';
import { useRem } from './rem';
import { useRowWindow } from './window-of-rows';
import './table.css';

export interface TableColumn<Line> {
  id: string;
  label: string;
  /** The label is read aloud but not shown. */
  labelHidden?: boolean;
  /** As CSS writes it: `7rem`, `minmax(11rem, 3fr)`. */
  width: string;
  sortable?: boolean;
  align?: 'end';
  render: (line: Line) => ReactNode;
}

export interface TableSort {
  column: string;
  descending: boolean;
}

interface TableProps<Line> {
  label: string;
  columns: readonly TableColumn<Line>[];
  lines: readonly Line[];
  /** How many lines there are, of which `lines` may be a stretch. */
  total?: number;
  /** Place of the first of `lines` among all of them. */
  from?: number;
  /** These lines have come into view. */
  onRange?: (first: number, end: number) => void;
  idOf: (line: Line) => string;
  /** The line that is shown beside the table. */
  opened?: string | null;
  /** Enter or a click. */
  onOpen: (line: Line) => void;
  /** The focus has come to a line. */
  onWalk?: (line: Line) => void;
  /** J and K walk, too. */
  letters?: boolean;
  /** Pointer or focus has come among the lines, or left them. */
  onHold?: (held: boolean) => void;
  sort?: TableSort | null;
  onSort?: (sort: TableSort) => void;
  /** The end of the list is in view. */
  onEnd?: () => void;
  /** Height of a line in rem. */
  lineHeight: number;
}

const HEAD = 1.875;
const FOCUSABLE = 'button, a[href], input';

/**
 * A grid that draws only the lines in view. It is one stop of the Tab key: arrow keys walk over the lines,
 * right and left into the buttons of a line, Enter opens it.
 */
export function Table<Line>({ label, columns, lines, idOf, onOpen, sort = null, onSort, onEnd, lineHeight, ...more }: TableProps<Line>) {
  const { total = lines.length, from = 0, onRange, opened = null, onHold, onWalk, letters = false } = more;
  const rem = useRem();
  const box = useRef<HTMLDivElement>(null);
  const rowHeight = Math.round(lineHeight * rem);
  const head = Math.round(HEAD * rem);
  const { first, end } = useRowWindow(box, total, rowHeight, head);
  const [focused, setFocused] = useState<{ id: string | null; index: number }>({ id: null, index: 0 });
  const found = lines.findIndex((line) => idOf(line) === focused.id);
  const isElsewhere = focused.index < from || focused.index >= from + lines.length;
  const active = found >= 0 ? from + found : isElsewhere ? Math.min(focused.index, Math.max(0, total - 1)) : from;
  const template = columns.map(({ width }) => width).join(' ');

  useEffect(() => onRange?.(first, end), [onRange, first, end]);
  useEffect(() => {
    if (onEnd && end >= lines.length && lines.length > 0) onEnd();
  }, [onEnd, end, lines.length]);

  const goTo = (index: number) => {
    const place = Math.max(0, Math.min(index, total - 1));
    const element = box.current;
    if (total === 0 || !element) return;
    const at = place * rowHeight;
    if (at < element.scrollTop) element.scrollTop = at;
    else if (at + rowHeight + head > element.scrollTop + element.clientHeight) element.scrollTop = at + rowHeight + head - element.clientHeight;
    const line = lines[place - from];
    setFocused({ id: line ? idOf(line) : null, index: place });
    // The line may be drawn only after the scroll has been seen.
    requestAnimationFrame(() => requestAnimationFrame(() => element.querySelector<HTMLElement>('[data-active="true"]')?.focus()));
  };

  const press = (event: KeyboardEvent<HTMLElement>) => {
    const row = (event.target as HTMLElement).closest<HTMLElement>('.table-row');
    if (!row || event.defaultPrevented) return;
    const page = Math.max(1, Math.floor(((box.current?.clientHeight ?? 0) - head) / rowHeight) - 1);
    const moves: Record<string, number> = {
      ArrowDown: active + 1,
      ArrowUp: active - 1,
      PageDown: active + page,
      PageUp: active - page,
      Home: 0,
      End: total - 1,
      ...(letters ? { j: active + 1, k: active - 1 } : {}),
    };
    const move = moves[event.key];
    if (move !== undefined) goTo(move);
    else if (event.key === 'ArrowRight' || event.key === 'ArrowLeft') walkInside(row, event.key === 'ArrowRight' ? 1 : -1);
    else if (event.key === 'Enter' && event.target === row) {
      const line = lines[active - from];
      if (line) onOpen(line);
    } else return;
    event.preventDefault();
  };

  return (
    <div ref={box} role="grid" aria-label={label} aria-rowcount={total + 1} aria-colcount={columns.length} tabIndex={-1} className="table">
      <div role="row" aria-rowindex={1} className="table-head" style={{ gridTemplateColumns: template, height: head }}>
        {columns.map((column) => (
          <ColumnHead key={column.id} column={column} sort={sort} onSort={onSort} />
        ))}
      </div>
      <div
        role="rowgroup"
        className="table-body"
        style={{ height: total * rowHeight }}
        {...(onHold
          ? {
              onPointerEnter: () => onHold(true),
              onPointerLeave: (event) => onHold(event.currentTarget.contains(document.activeElement)),
              onFocus: () => onHold(true),
              onBlur: (event) => onHold(event.currentTarget.matches(':hover') || event.currentTarget.contains(event.relatedTarget)),
            }
          : {})}
      >
        {lines.slice(Math.max(0, first - from), Math.max(0, end - from)).map((line, offset) => {
          const index = Math.max(first, from) + offset;
          const id = idOf(line);
          return (
            <div
              key={id}
              role="row"
              aria-rowindex={index + 2}
              tabIndex={index === active ? 0 : -1}
              data-active={index === active}
              className="table-row"
              style={{ gridTemplateColumns: template, height: rowHeight, transform: `translateY(${index * rowHeight}px)` }}
              data-open={opened === id}
              onFocus={() => {
                setFocused({ id, index });
                onWalk?.(line);
              }}
              onKeyDown={press}
              onClick={(event) => {
                if (!isControl(event.target)) onOpen(line);
              }}
            >
              <Cells columns={columns} line={line} />
            </div>
          );
        })}
      </div>
    </div>
  );
}

/** What stands in a line; drawn again only when the line is another one, however often its neighbours change. */
const Cells = memo(function LineCells<Line>({ columns, line }: { columns: readonly TableColumn<Line>[]; line: Line }) {
  return columns.map((column) => (
    <div key={column.id} role="gridcell" className={classNames('table-cell', column.align === 'end' && 'table-end')}>
      {column.render(line)}
    </div>
  ));
}) as <Line>(props: { columns: readonly TableColumn<Line>[]; line: Line }) => ReactNode;

interface ColumnHeadProps<Line> {
  column: TableColumn<Line>;
  sort: TableSort | null;
  onSort: ((sort: TableSort) => void) | undefined;
}

function ColumnHead<Line>({ column, sort, onSort }: ColumnHeadProps<Line>) {
  const isSorted = sort?.column === column.id;
  const direction = !isSorted ? 'none' : sort.descending ? 'descending' : 'ascending';
  const words = <span className={column.labelHidden ? 'visually-hidden' : 'table-label'}>{column.label}</span>;
  return (
    <div
      role="columnheader"
      className={classNames('table-column', column.align === 'end' && 'table-end')}
      {...(column.sortable ? { 'aria-sort': direction } : {})}
    >
      {column.sortable && onSort ? (
        <button type="button" className="table-sort" onClick={() => onSort({ column: column.id, descending: isSorted ? !sort.descending : false })}>
          {words}
          {direction === 'ascending' ? <ArrowUp aria-hidden /> : direction === 'descending' ? <ArrowDown aria-hidden /> : null}
        </button>
      ) : (
        words
      )}
    </div>
  );
}

const isControl = (target: EventTarget): boolean => target instanceof Element && target.closest(FOCUSABLE) !== null;

/** Moves the focus from the line to its buttons and back. */
function walkInside(row: HTMLElement, step: 1 | -1): void {
  const stops = [row, ...row.querySelectorAll<HTMLElement>(FOCUSABLE)];
  const at = stops.indexOf(document.activeElement as HTMLElement);
  stops[Math.max(0, Math.min(at + step, stops.length - 1))]?.focus();
}
