import type { ReactNode } from 'react';
import { Tab, TabList, TabPanel, Tabs as AriaTabs } from 'react-aria-components';
import './tabs.css';

export interface TabItem {
  id: string;
  label: string;
  /** A number beside the words, for example how many problems there are. */
  count?: number;
  content: ReactNode;
}

interface TabsProps {
  label: string;
  items: TabItem[];
  selected: string;
  onSelect: (id: string) => void;
  /** What stands at the end of the row of tabs. */
  actions?: ReactNode;
}

/** Tabs inside a panel; only the selected panel is drawn. */
export function Tabs({ label, items, selected, onSelect, actions }: TabsProps) {
  return (
    <AriaTabs className="tabs" selectedKey={selected} onSelectionChange={(key) => onSelect(String(key))}>
      <div className="tabs-row">
        <TabList aria-label={label} className="tabs-list">
          {items.map((item) => (
            <Tab key={item.id} id={item.id} className="tab">
              {item.label}
              {item.count ? <span className="tab-count tabular">{item.count}</span> : null}
            </Tab>
          ))}
        </TabList>
        {actions}
      </div>
      {items.map((item) => (
        <TabPanel key={item.id} id={item.id} className="tab-panel">
          {item.content}
        </TabPanel>
      ))}
    </AriaTabs>
  );
}
