import i18next from 'i18next';
import { backend } from '../../../backend/chosen';
import type { RunExportFormat, RunRedaction } from '../../../contract';
import { useToasts } from '../../../shared/toast';
import { useRouter } from '../../../stores/router';

/** Hands a run out as a file. Returns the file's name. */
export async function exportRun(runId: string, as: RunExportFormat, redaction: RunRedaction): Promise<string> {
  const { name, text } = await backend().exportRun({ runId, as, redaction });
  const address = URL.createObjectURL(new Blob([text], { type: as === 'ndjson' ? 'application/x-ndjson' : 'application/json' }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  URL.revokeObjectURL(address);
  return name;
}

/** Takes in the run of a file and shows it: a record, to which nothing is added. */
export async function importRun(file: File): Promise<void> {
  const { runId } = await backend().importRun({ text: await file.text() });
  const { routine } = await backend().showRun({ runId });
  useRouter.getState().openRun(runId, routine.path ?? '', routine.name);
  useToasts.getState().show({ tone: 'neutral', words: i18next.t('history:files.imported', { name: file.name }) });
}
