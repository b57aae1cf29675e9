import type { ReactNode } from 'react';

interface SettingsCardProps {
  name: string;
  /** What others refer to it by. */
  id: string;
  /** How it is, beside the name. */
  marks: ReactNode;
  children: ReactNode;
}

/** One thing that is set up, such as a provider or a tool server: its name, how it is, its id, and what it is about. */
export function SettingsCard({ name, id, marks, children }: SettingsCardProps) {
  return (
    <li className="settings-card" aria-label={name}>
      <div className="settings-card-head">
        <h2 className="settings-card-name">{name}</h2>
        {marks}
        <code className="settings-card-id">{id}</code>
      </div>
      {children}
    </li>
  );
}

/** What can be done with it. */
export const SettingsCardActions = ({ children }: { children: ReactNode }) => <div className="settings-card-actions">{children}</div>;
