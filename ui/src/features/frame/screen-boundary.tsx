import { Component, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../shared/button';
import { ErrorState } from '../../shared/states';

interface Props {
  children: ReactNode;
}

interface State {
  failure: Error | null;
}

/** A screen that fails takes nothing else down with it. */
export class ScreenBoundary extends Component<Props, State> {
  override state: State = { failure: null };

  static getDerivedStateFromError(failure: unknown): State {
    return { failure: failure instanceof Error ? failure : new Error(String(failure)) };
  }

  override render(): ReactNode {
    const { failure } = this.state;
    if (!failure) return this.props.children;
    return <Failed details={failure.message} onAgain={() => this.setState({ failure: null })} />;
  }
}

function Failed({ details, onAgain }: { details: string; onAgain: () => void }) {
  const { t } = useTranslation('frame');
  return (
    <ErrorState title={t('failed')} details={details} actions={<Button onPress={onAgain}>{t('showAgain')}</Button>}>
      {t('failedHelp')}
    </ErrorState>
  );
}
