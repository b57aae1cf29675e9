import { SendHorizontal } from 'lucide-react';
import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../../shared/button';
import { TextField } from '../../../shared/field';
import { tellFailure } from '../../../stores/tell-failure';
import { useAnswerFocus } from '../answer-focus';

interface ComposerProps {
  onSay: (text: string) => Promise<unknown>;
  /** The verb on the button. */
  submit?: string;
  label?: string;
}

/** The next words: Enter sends, Shift+Enter begins a new line. */
export function Composer({ onSay, submit, label }: ComposerProps) {
  const { t } = useTranslation('run');
  const [text, setText] = useState('');
  const [isSending, setSending] = useState(false);
  const box = useRef<HTMLFormElement>(null);
  const wanted = useAnswerFocus((state) => state.count);
  useEffect(() => {
    if (wanted > 0) box.current?.querySelector('textarea')?.focus();
  }, [wanted]);
  const send = () => {
    if (text.trim() === '' || isSending) return;
    setSending(true);
    onSay(text)
      .then(() => setText(''), tellFailure)
      .finally(() => setSending(false));
  };
  const press = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing || !(event.target instanceof HTMLTextAreaElement)) return;
    event.preventDefault();
    send();
  };
  return (
    // The form only listens to what is typed in its field.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <form
      ref={box}
      className="chat-composer"
      onKeyDown={press}
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <TextField label={label ?? t('record.yourAnswer')} value={text} onChange={setText} rows={3} description={t('chat.keys')} />
      <Button kind="primary" type="submit" isDisabled={text.trim() === '' || isSending} icon={<SendHorizontal aria-hidden />}>
        {submit ?? t('send')}
      </Button>
    </form>
  );
}
