import { useTranslation } from 'react-i18next';

/** The name of a phase or of a purpose; one that the page does not know is called as it calls itself. */
export function usePhase(): (phase: string) => string {
  const { t, i18n } = useTranslation('run');
  return (phase) => (i18n.exists(`run:record.phase.${phase}`) ? t(`record.phase.${phase}` as 'record.phase.analyse') : phase);
}
