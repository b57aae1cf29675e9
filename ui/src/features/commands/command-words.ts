import i18next from 'i18next';
import type { UiCommand } from '../../contract';

/** A command in the language of the page; one that is not translated yet in the words that Rust declares. */
export const commandWords = ({ labelKey, label }: UiCommand): string => {
  const key = labelKey as 'commands:file.new';
  return i18next.exists(key) ? String(i18next.t(key)) : label;
};
