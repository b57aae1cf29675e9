import { useTranslation } from 'react-i18next';
import { Choice } from '../../shared/choice';
import { LANGUAGES, MOTIONS, TEXT_SIZES, THEMES, usePreferences } from '../../stores/preferences';
import './settings.css';

/** How the program looks and speaks. */
export default function Settings() {
  const { t } = useTranslation('settings');
  const { theme, language, textSize, motion, set } = usePreferences();
  return (
    <div className="settings">
      <h1 className="settings-title">{t('title')}</h1>
      <section aria-labelledby="settings-appearance">
        <h2 id="settings-appearance" className="settings-section">
          {t('appearance')}
        </h2>
        <Choice
          label={t('theme')}
          value={theme}
          choices={THEMES.map((value) => ({ value, label: t(`theme_${value}`) }))}
          onChange={(value) => set({ theme: value })}
        />
        <Choice
          label={t('textSize')}
          value={textSize}
          choices={TEXT_SIZES.map((value) => ({ value, label: t('textSizeValue', { percent: value }) }))}
          onChange={(value) => set({ textSize: value })}
        />
        <Choice
          label={t('motion')}
          value={motion}
          choices={MOTIONS.map((value) => ({ value, label: t(`motion_${value}`) }))}
          onChange={(value) => set({ motion: value })}
        />
        <Choice
          label={t('language')}
          value={language}
          choices={LANGUAGES.map((value) => ({ value, label: t(`language_${value}`) }))}
          onChange={(value) => set({ language: value })}
        />
      </section>
    </div>
  );
}
