import { FolderOpen } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { MotionSetting, PathSelection, Settings as AllSettings, Theme } from '../../contract';
import { Button } from '../../shared/button';
import { Check } from '../../shared/check';
import { Choice } from '../../shared/choice';
import { TextField } from '../../shared/field';
import { Loading } from '../../shared/states';
import { useAbility, useAppInfo } from '../../stores/app-info';
import { followLibrary, useLibrary } from '../../stores/library';
import { TEXT_SIZES } from '../../stores/preferences';
import { changeSettings, useSettings } from '../../stores/settings';
import { tellFailure } from '../../stores/tell-failure';

const THEMES = ['system', 'light', 'dark', 'highContrast'] as const satisfies readonly Theme[];
const MOTIONS = ['system', 'full', 'reduced'] as const satisfies readonly MotionSetting[];
const LANGUAGES = ['system', 'en', 'de'] as const;
const SELECTIONS = ['first', 'random', 'manual'] as const satisfies readonly PathSelection[];

const change = (part: Partial<AllSettings>) => void changeSettings(part).catch(tellFailure);

/** How the program looks and speaks, and how runs begin. */
export function General() {
  const { t } = useTranslation('settings');
  const settings = useSettings((state) => state.settings);
  if (!settings) return <Loading label={t('title')} />;
  return (
    <div className="settings">
      <section aria-labelledby="settings-appearance">
        <h2 id="settings-appearance" className="settings-section">
          {t('appearance')}
        </h2>
        <Choice
          label={t('theme')}
          value={settings.theme}
          choices={THEMES.map((value) => ({ value, label: t(`theme_${value}`) }))}
          onChange={(theme) => change({ theme })}
        />
        <Choice
          label={t('textSize')}
          value={settings.textSize}
          choices={TEXT_SIZES.map((value) => ({ value, label: t('textSizeValue', { percent: value }) }))}
          onChange={(textSize) => change({ textSize })}
        />
        <Choice
          label={t('motion')}
          value={settings.motion}
          choices={MOTIONS.map((value) => ({ value, label: t(`motion_${value}`) }))}
          onChange={(motion) => change({ motion })}
        />
        <Choice
          label={t('language')}
          value={LANGUAGES.find((known) => known === settings.language) ?? 'system'}
          choices={LANGUAGES.map((value) => ({ value, label: t(`language_${value}`) }))}
          onChange={(language) => change({ language })}
        />
      </section>
      <section aria-labelledby="settings-runs">
        <h2 id="settings-runs" className="settings-section">
          {t('runs')}
        </h2>
        <OwnName known={settings.ownName} />
        <div className="settings-row">
          <Check label={t('startPaused')} description={t('startPausedHelp')} checked={settings.startPaused} onChange={(startPaused) => change({ startPaused })} />
        </div>
        <Choice
          label={t('pathSelection')}
          value={settings.pathSelection}
          choices={SELECTIONS.map((value) => ({ value, label: t(`pathSelection_${value}`) }))}
          onChange={(pathSelection) => change({ pathSelection })}
        />
      </section>
      <Project />
      <About />
    </div>
  );
}

function OwnName({ known }: { known: string }) {
  const { t } = useTranslation('settings');
  // What is being typed is not replaced by the answer to an earlier letter.
  const [typed, setTyped] = useState(known);
  const type = (ownName: string) => {
    setTyped(ownName);
    change({ ownName });
  };
  return <TextField label={t('ownName')} description={t('ownNameHelp')} value={typed} onChange={type} />;
}

function Project() {
  const { t } = useTranslation('settings');
  const folder = useLibrary((state) => state.folder);
  const canPick = useAbility('pickFile');
  useEffect(() => followLibrary(), []);
  return (
    <section aria-labelledby="settings-project">
      <h2 id="settings-project" className="settings-section">
        {t('project')}
      </h2>
      <div className="settings-row">
        <span>{t('folder')}</span>
        <code className="settings-path">{folder}</code>
        {canPick ? (
          <Button
            size="small"
            icon={<FolderOpen aria-hidden />}
            onPress={() => void import('../library/actions').then(({ pickFolder }) => pickFolder()).catch(tellFailure)}
          >
            {t('chooseFolder')}
          </Button>
        ) : null}
      </div>
      {canPick ? null : <p className="settings-hint">{t('folderHelp')}</p>}
    </section>
  );
}

function About() {
  const { t } = useTranslation('settings');
  const info = useAppInfo((state) => state.info);
  if (!info) return null;
  return (
    <section aria-labelledby="settings-about">
      <h2 id="settings-about" className="settings-section">
        {t('about')}
      </h2>
      <div className="settings-row">
        <span>{t('version')}</span>
        <code className="settings-path">
          {info.name} {info.version}
        </code>
      </div>
      <div className="settings-row">
        <span>{t('database')}</span>
        <code className="settings-path">{info.database}</code>
      </div>
    </section>
  );
}
