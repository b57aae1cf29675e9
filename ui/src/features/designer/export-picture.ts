import i18next from 'i18next';
import type { DesignCanvas } from '../../canvas/design-canvas';
import { useToasts } from '../../shared/toast';
import { tellFailure } from '../../stores/tell-failure';
import type { DesignSession } from './session/design-session';

/** Hands the shown plane out as an SVG file. */
export async function exportPicture(session: DesignSession, canvas: DesignCanvas): Promise<void> {
  try {
    const name = `${(session.state.routine?.fileName ?? 'routine').replace(/\.\w+$/, '')}.svg`;
    const address = URL.createObjectURL(new Blob([await canvas.picture()], { type: 'image/svg+xml' }));
    const link = document.createElement('a');
    link.href = address;
    link.download = name;
    link.click();
    URL.revokeObjectURL(address);
    useToasts.getState().show({ tone: 'neutral', words: i18next.t('designer:exported', { name }) });
  } catch (failure) {
    tellFailure(failure);
  }
}
