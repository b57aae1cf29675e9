import { Copy, Download } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { backend } from '../../../backend/chosen';
import type { EntryView, JsonValue } from '../../../contract';
import { Button } from '../../../shared/button';
import { IconButton } from '../../../shared/icon-button';
import { useToasts } from '../../../shared/toast';
import { ValueTree } from '../../../shared/value-tree';
import { tellFailure } from '../../../stores/tell-failure';
import { useBoard } from '../board-context';
import { Writer } from '../provenance';
import { Fact } from '../team-tab';
import { Moment } from '../../../shared/moment';
import { wholeValue } from '../../../shared/whole-value';

/** The value as a tree, and where it comes from. */
export function ValueTab({ entry: { line, value } }: { entry: EntryView }) {
  const { t } = useTranslation('blackboard');
  const { swarmId } = useBoard();
  const [whole, setWhole] = useState<{ version: number; value: JsonValue } | null>(null);
  const [share, setShare] = useState<number | null>(null);
  const fetched = whole?.version === line.version ? whole.value : undefined;
  const shown = value.reference === null ? value.value : fetched;
  const load = async () => {
    const { key, version } = line;
    const read = (from: number, length: number) => backend().readEntryValue({ swarmId, key, version, from, length });
    const loaded = await wholeValue(value.bytes, read, setShare);
    setShare(null);
    setWhole({ version, value: loaded });
  };
  const copy = async () => {
    await navigator.clipboard.writeText(JSON.stringify(shown, null, 2));
    useToasts.getState().show({ tone: 'neutral', words: t('copied') });
  };
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls has to be reachable by keys
    <div className="board-page" tabIndex={0} role="region" aria-label={t('value')}>
      {line.deleted ? (
        <p className="board-hint">{t('deletedHelp', { version: line.version - 1 })}</p>
      ) : (
        <ul className="values board-value">
          <ValueTree
            name={line.key}
            kind={value.kind}
            preview={value.preview}
            value={shown}
            open
            note={shown === undefined ? t('large', { size: `${Math.ceil(value.bytes / 1024)} kB` }) : undefined}
            end={
              shown === undefined ? (
                <Button size="small" kind="quiet" icon={<Download aria-hidden />} isDisabled={share !== null} onPress={() => void load().catch(tellFailure)}>
                  {share === null ? t('loadValue') : `${Math.round(share * 100)} %`}
                </Button>
              ) : (
                <IconButton size="small" label={t('copyValue')} icon={<Copy aria-hidden />} onPress={() => void copy().catch(tellFailure)} />
              )
            }
          />
        </ul>
      )}
      <dl className="board-facts">
        <Fact name={t('writer')} words={<Writer written={line.written} />} />
        <Fact name={t('how')} words={t(`operation_${line.operation}`)} />
        <Fact name={t('age')} words={line.written.time === null ? '' : <Moment at={line.written.time} />} />
        <Fact name={t('event')} words={line.written.seq} />
        <Fact name={t('sensitivity')} words={t(`sensitivity_${line.sensitivity}`)} />
      </dl>
    </div>
  );
}
