import i18next, { type TFunction } from 'i18next';
import { useMemo } from 'react';
import { flowsOf, NO_FLOWS, type Flows } from '../../canvas/diagram-text/flows';
import type { NamedElement } from '../../canvas/diagram-text/names';
import type { BranchSign, Letters } from '../../stores/run/letters';
import { elementsOf } from './drawn-elements';
import { perText } from './per-text';
import { useRun } from './run-context';
import { useSpeech } from './sentences/speech';

/** What ids are called. */
export interface Names {
  /** Of a flow node, sub-process or process. */
  element: (id: string) => string;
  /** The BPMN type without prefix, such as `userTask`. */
  type: (id: string) => string | null;
  /** The letter of a branch. */
  branch: (id: string) => string;
  /** Null for a branch that the page has not heard of. */
  sign: (id: string) => BranchSign | null;
  has: (id: string) => boolean;
}

/** A BPMN type in the language of the page; one without words is spelt out. */
export function kindWords(type: string): string {
  const key = `canvas:kind_${type.charAt(0).toUpperCase()}${type.slice(1)}`;
  return i18next.exists(key) ? i18next.t(key as 'canvas:kind_Task') : spaced(type);
}

/** "userTask" -> "user task". */
export const spaced = (type: string): string => type.replace(/([A-Z])/g, ' $1').toLowerCase().trim();

export function namesOf(t: TFunction<'run'>, elements: ReadonlyMap<string, NamedElement>, letters: Letters): Names {
  return {
    element: (id) => {
      const known = elements.get(id);
      if (!known) return id;
      return known.name ?? t('unnamed', { type: kindWords(known.type) });
    },
    type: (id) => elements.get(id)?.type ?? null,
    branch: (id) => letters.get(id)?.letter ?? id,
    sign: (id) => letters.get(id) ?? null,
    has: (id) => elements.has(id),
  };
}

const led = perText(flowsOf);

/** Where sequence flows lead in the text that this run began with; read once a run. */
export function useFlows(): Flows {
  const runId = useRun((run) => run.runId);
  const xml = useRun((run) => run.xml);
  return useMemo(() => {
    return xml === null ? NO_FLOWS : led(runId, xml);
  }, [runId, xml]);
}

/** What the ids of this run are called. */
export function useNames(): Names {
  const { t } = useSpeech();
  const runId = useRun((run) => run.runId);
  const xml = useRun((run) => run.xml);
  const letters = useRun((run) => run.letters);
  return useMemo(() => namesOf(t, elementsOf(runId, xml), letters), [t, runId, xml, letters]);
}
