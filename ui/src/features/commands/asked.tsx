import { ask, useAsked } from '../../stores/palette';
import { CommandPalette } from './command-palette';
import { RoutinePalette } from './routine-palette';
import { Shortcuts } from './shortcuts';

/** What is asked over whatever screen there is. */
export default function AskedDialogs() {
  const asked = useAsked((state) => state.asked);
  const close = () => ask(null);
  if (asked === 'commands') return <CommandPalette onClose={close} />;
  if (asked === 'routines') return <RoutinePalette onClose={close} />;
  if (asked === 'shortcuts') return <Shortcuts onClose={close} />;
  return null;
}
