import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { DesignCanvas } from '../../canvas/design-canvas';
import { Tree } from '../../shared/tree';
import { outlineOf } from './outline-nodes';
import type { DesignSession } from './session/design-session';

/** The routine as a tree in flow order: everything can be reached without a mouse. */
export function Outline({ session, canvas }: { session: DesignSession; canvas: DesignCanvas }) {
  const { t } = useTranslation(['designer', 'shared']);
  const revision = useStore(session.store, (state) => state.contentRevision);
  const selected = useStore(session.store, (state) => state.selected);
  // The drawing is outside of React; the revision says when it may have changed.
  const nodes = useMemo(() => (revision >= 0 ? outlineOf(canvas.planes()[0] ?? canvas.root(), canvas) : []), [revision, canvas]);
  return (
    <Tree
      label={t('outlineLabel')}
      nodes={nodes}
      selected={selected}
      expandLabel={t('shared:expand')}
      onSelect={(id) => canvas.select(id)}
      onOpen={(id) => {
        canvas.select(id);
        canvas.focus();
      }}
    />
  );
}
