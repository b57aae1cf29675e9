import { Plus, Trash2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { ToolServerSetting, ToolServerValue } from '../../../contract';
import { Button } from '../../../shared/button';
import { TextField } from '../../../shared/field';
import { IconButton } from '../../../shared/icon-button';
import { Select } from '../../../shared/select';

const EMPTY: ToolServerSetting = { name: '', value: { kind: 'plain', value: '' } };

interface ServerSettingsProps {
  label: string;
  settings: readonly ToolServerSetting[];
  onChange: (settings: ToolServerSetting[]) => void;
}

/** Variables or headers of a tool server; a value stands here, or is the name of a secret. */
export function ServerSettings({ label, settings, onChange }: ServerSettingsProps) {
  const { t } = useTranslation('tools');
  const change = (at: number, setting: ToolServerSetting) => onChange(settings.map((one, index) => (index === at ? setting : one)));
  return (
    <fieldset className="server-settings">
      <legend className="field-label">{label}</legend>
      {settings.map((setting, index) => (
        <div key={index} className="server-setting">
          <TextField label={t('settingName')} labelHidden placeholder={t('settingName')} value={setting.name} onChange={(name) => change(index, { ...setting, name })} mono />
          <Select
            label={t('settingKind')}
            labelHidden
            value={setting.value.kind}
            choices={[
              { value: 'plain' as const, label: t('setting_plain') },
              { value: 'secret' as const, label: t('setting_secret') },
            ]}
            onChange={(kind) => change(index, { ...setting, value: kind === 'secret' ? { kind, secret: '', before: '' } : { kind, value: '' } })}
          />
          <ValueField value={setting.value} onChange={(value) => change(index, { ...setting, value })} />
          <IconButton label={t('removeSetting')} icon={<Trash2 aria-hidden />} onPress={() => onChange(settings.filter((_, at) => at !== index))} />
        </div>
      ))}
      <div>
        <Button size="small" icon={<Plus aria-hidden />} onPress={() => onChange([...settings, EMPTY])}>
          {t('addSetting')}
        </Button>
      </div>
    </fieldset>
  );
}

function ValueField({ value, onChange }: { value: ToolServerValue; onChange: (value: ToolServerValue) => void }) {
  const { t } = useTranslation('tools');
  if (value.kind === 'plain') {
    return <TextField label={t('settingValue')} labelHidden placeholder={t('settingValue')} value={value.value} onChange={(text) => onChange({ kind: 'plain', value: text })} mono />;
  }
  return <TextField label={t('settingSecret')} labelHidden placeholder={t('settingSecret')} value={value.secret} onChange={(secret) => onChange({ ...value, secret })} mono />;
}
