import { ChevronLeft, ChevronRight, X } from 'lucide-react';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { DesignCanvas } from '../../canvas/design-canvas';
import type { TokenMove } from '../../contract';
import { IconButton } from '../../shared/icon-button';
import type { DesignSession } from './session/design-session';

/** The path that shows how a routine gets stuck, walked move by move on the drawing. Escape ends it. */
export function PathBar({ session, canvas }: { session: DesignSession; canvas: DesignCanvas }) {
  const { t } = useTranslation('designer');
  const walk = useStore(session.store, (state) => state.walk);
  const walking = walk !== null;
  useEffect(() => {
    if (!walking) return;
    const onKey = (event: KeyboardEvent): void => {
      if (event.key === 'Escape') session.walk(null);
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [session, walking]);
  if (!walk) return null;
  const { problem, at } = walk;
  const move = problem.path[at];
  const words = move ? wordsOf(move, canvas, t) : problem.diagnostic.message;
  return (
    <div className="note-bar" role="status">
      <IconButton size="small" label={t('pathBack')} icon={<ChevronLeft aria-hidden />} isDisabled={at === 0} onPress={() => session.walk(problem, at - 1)} />
      <span className="tabular">{t('pathPlace', { at: at + 1, count: problem.path.length + 1 })}</span>
      <IconButton
        size="small"
        label={t('pathNext')}
        icon={<ChevronRight aria-hidden />}
        isDisabled={at === problem.path.length}
        onPress={() => session.walk(problem, at + 1)}
      />
      <span className="note-words">{words}</span>
      <IconButton size="small" label={t('pathEnd')} icon={<X aria-hidden />} onPress={() => session.walk(null)} />
    </div>
  );
}

type Translate = ReturnType<typeof useTranslation<'designer'>>['t'];

function wordsOf(move: TokenMove, canvas: DesignCanvas, t: Translate): string {
  const name = (id: string): string => {
    const label: unknown = canvas.element(id)?.businessObject.get('name');
    return typeof label === 'string' && label.trim() !== '' ? `“${label.trim()}”` : id;
  };
  const ends = move.flows.map((flow) => canvas.element(flow)?.target?.id ?? flow);
  const words = t(`move_${move.kind}`, { element: name(move.element) });
  return ends.length === 0 ? words : `${words} → ${ends.map(name).join(', ')}`;
}
