import { ChevronRight } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { DesignCanvas } from '../../canvas/design-canvas';
import type { DesignSession } from './session/design-session';

const PLANE = /_plane$/;

/** The sub-processes around the shown plane; only there when one was entered. */
export function Breadcrumbs({ session, canvas }: { session: DesignSession; canvas: DesignCanvas }) {
  const { t } = useTranslation('designer');
  useStore(session.store, (state) => state.contentRevision);
  const name = useStore(session.store, (state) => state.routine?.name ?? '');
  const planes = canvas.planes();
  if (planes.length < 2) return null;
  return (
    <nav className="breadcrumbs" aria-label={t('breadcrumbs')}>
      {planes.map((plane, index) => (
        <span key={plane.id} className="breadcrumb">
          {index > 0 ? <ChevronRight aria-hidden /> : null}
          <button type="button" aria-current={index === planes.length - 1 ? 'location' : undefined} onClick={() => canvas.canvas.setRootElement(plane as never)}>
            {index === 0 ? name : String(plane.businessObject.get('name') ?? plane.id.replace(PLANE, ''))}
          </button>
        </span>
      ))}
    </nav>
  );
}
