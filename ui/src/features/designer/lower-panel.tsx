import { X } from 'lucide-react';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { DesignCanvas } from '../../canvas/design-canvas';
import { IconButton } from '../../shared/icon-button';
import { Loading } from '../../shared/states';
import { Tabs } from '../../shared/tabs';
import { Outline } from './outline';
import { Problems } from './problems';
import type { DesignSession } from './session/design-session';
import { counted, problemsOf } from './session/problems';

export const LOWER_TABS = ['problems', 'outline', 'xml'] as const;
export type LowerTab = (typeof LOWER_TABS)[number];

const XmlPanel = lazy(() => import('./xml-panel'));

interface LowerPanelProps {
  session: DesignSession;
  canvas: DesignCanvas;
  tab: LowerTab;
  onTab: (tab: LowerTab) => void;
  onClose: () => void;
}

/** Problems, outline and text of the routine. */
export function LowerPanel({ session, canvas, tab, onTab, onClose }: LowerPanelProps) {
  const { t } = useTranslation('designer');
  const diagnostics = useStore(session.store, (state) => state.diagnostics);
  const soundness = useStore(session.store, (state) => state.soundness);
  const { errors, warnings } = counted(problemsOf({ diagnostics, soundness }));
  return (
    <Tabs
      label={t('lowerPanel')}
      selected={tab}
      onSelect={(id) => {
        const known = LOWER_TABS.find((name) => name === id);
        if (known) onTab(known);
      }}
      actions={<IconButton size="small" label={t('close')} icon={<X aria-hidden />} onPress={onClose} />}
      items={[
        { id: 'problems', label: t('problems'), count: errors + warnings, content: <Problems session={session} canvas={canvas} /> },
        { id: 'outline', label: t('outline'), content: <Outline session={session} canvas={canvas} /> },
        {
          id: 'xml',
          label: t('xml'),
          content: (
            <Suspense fallback={<Loading label={t('loading')} />}>
              <XmlPanel session={session} />
            </Suspense>
          ),
        },
      ]}
    />
  );
}
