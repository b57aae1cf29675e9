import { TriangleAlert } from 'lucide-react';
import { useEffect, useState, type ReactNode } from 'react';
import './states.css';

interface EmptyStateProps {
  icon?: ReactNode;
  title: string;
  /** What would fill this place. */
  children?: ReactNode;
  /** The offer to fill it. */
  actions?: ReactNode;
}

/** An empty place: says what would fill it, and offers it. */
export function EmptyState({ icon, title, children, actions }: EmptyStateProps) {
  return (
    <div className="state">
      {icon ? <div className="state-icon">{icon}</div> : null}
      <h2 className="state-title">{title}</h2>
      {children ? <div className="state-words">{children}</div> : null}
      {actions ? <div className="state-actions">{actions}</div> : null}
    </div>
  );
}

interface ErrorStateProps {
  /** What happened. */
  title: string;
  /** What is safe, and what to do. */
  children?: ReactNode;
  /** Exact words for whoever looks into it. */
  details?: string;
  actions?: ReactNode;
}

/** What happened, what is safe, what to do. */
export function ErrorState({ title, children, details, actions }: ErrorStateProps) {
  return (
    <div className="state state-error" role="alert">
      <div className="state-icon">
        <TriangleAlert aria-hidden />
      </div>
      <h2 className="state-title">{title}</h2>
      {children ? <div className="state-words">{children}</div> : null}
      {details ? <pre className="state-details">{details}</pre> : null}
      {actions ? <div className="state-actions">{actions}</div> : null}
    </div>
  );
}

const PATIENCE_MS = 300;

/** Appears only when loading takes longer than 300 ms; `children` have the shape of what comes. */
export function Loading({ label, children }: { label: string; children?: ReactNode }) {
  const [late, setLate] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), PATIENCE_MS);
    return () => clearTimeout(timer);
  }, []);
  return (
    <div className="loading" aria-busy="true">
      <span className="visually-hidden" role="status">
        {label}
      </span>
      {late ? (children ?? <Skeleton lines={4} />) : null}
    </div>
  );
}

/** Grey bars where lines of text will be. */
export function Skeleton({ lines }: { lines: number }) {
  return (
    <div className="skeleton" aria-hidden>
      {Array.from({ length: lines }, (_, line) => (
        <div key={line} className="skeleton-line" />
      ))}
    </div>
  );
}
