import { ChartGantt, PanelBottomClose, Table2, ZoomIn, ZoomOut } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Choice } from '../../../shared/choice';
import { IconButton } from '../../../shared/icon-button';
import { isBoolean, recall, remember } from '../../../shared/remembered';
import { Loading } from '../../../shared/states';
import { Chart } from './chart';
import { CursorBar } from './cursor-bar';
import { phaseInk } from './paint';
import { TimelineTable } from './timeline-table';
import { useTimeline } from './use-timeline';
import './timeline.css';

const PHASES = ['queued', 'working', 'thinking', 'tool', 'waiting'] as const;
const SCALES = ['time', 'events'] as const;
const ZOOM_MOST = 64;

const isScale = (value: unknown): value is (typeof SCALES)[number] => SCALES.some((known) => known === value);

/** What the run did when, and the cursor by which all of its screen is taken back to an earlier moment. */
export default function TimelinePanel({ onHide }: { onHide: () => void }) {
  const { t } = useTranslation('run');
  const timeline = useTimeline();
  const [by, setBy] = useState(() => recall('run.timelineScale', 'time', isScale));
  const [isTable, setTable] = useState(() => recall('run.timelineTable', false, isBoolean));
  const [zoom, setZoom] = useState(1);
  if (timeline.seq === 0) return <Loading label={t('timeline.title')} />;
  return (
    <section className="timeline" aria-label={t('timeline.title')}>
      <header className="timeline-bar">
        <CursorBar last={timeline.seq} />
        <span className="timeline-space" />
        {isTable ? null : (
          <>
            <ul className="timeline-legend" aria-label={t('timeline.legend')}>
              {PHASES.map((phase) => (
                <li key={phase} data-phase={phase} style={{ color: phaseInk(phase) }}>
                  <span>{t(`timeline.phase.${phase}`)}</span>
                </li>
              ))}
            </ul>
            <Choice
              label={t('timeline.scale')}
              labelHidden
              value={by}
              choices={SCALES.map((value) => ({ value, label: t(`timeline.by.${value}`) }))}
              onChange={(value) => {
                remember('run.timelineScale', value);
                setBy(value);
              }}
            />
            <IconButton size="small" label={t('timeline.zoomOut')} icon={<ZoomOut aria-hidden />} isDisabled={zoom <= 1} onPress={() => setZoom(Math.max(1, zoom / 2))} />
            <IconButton
              size="small"
              label={t('timeline.zoomIn')}
              icon={<ZoomIn aria-hidden />}
              isDisabled={zoom >= ZOOM_MOST}
              onPress={() => setZoom(Math.min(ZOOM_MOST, zoom * 2))}
            />
          </>
        )}
        <IconButton
          size="small"
          label={t(isTable ? 'timeline.asChart' : 'timeline.asTable')}
          icon={isTable ? <ChartGantt aria-hidden /> : <Table2 aria-hidden />}
          onPress={() => {
            remember('run.timelineTable', !isTable);
            setTable(!isTable);
          }}
        />
        <IconButton size="small" label={t('hidePanel')} icon={<PanelBottomClose aria-hidden />} onPress={onHide} />
      </header>
      {isTable ? <TimelineTable timeline={timeline} /> : <Chart timeline={timeline} by={by} zoom={zoom} onZoom={(next) => setZoom(Math.max(1, Math.min(ZOOM_MOST, next)))} />}
    </section>
  );
}
