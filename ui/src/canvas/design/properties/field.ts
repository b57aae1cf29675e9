import type { Check } from './checks';

/** How a value is entered. */
export type FieldKind = 'line' | 'number' | 'area' | 'json' | 'choice' | 'flag';

/** One value of one extension element, as the panel shows it. Its words are `properties:<type>_<name>`. */
export interface Field {
  /** The extension element without its prefix, for example `Budget`. */
  type: string;
  /** The attribute, or `text` for what the element holds. */
  name: string;
  kind: FieldKind;
  /** What a choice offers, beside saying nothing. */
  options?: readonly string[];
  /** What is wrong with a text, if anything. */
  check?: Check;
  /** A sentence below the field stands under `…_help`. */
  help?: boolean;
}

/** Fields that a person thinks of together. Its words are `properties:group_<id>`. */
export interface FieldGroup {
  id: string;
  fields: readonly Field[];
}
