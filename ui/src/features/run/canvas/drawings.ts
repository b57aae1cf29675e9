import type { RunCanvas } from '../../../canvas/run-canvas';
import { useRouter } from '../../../stores/router';

const drawings = new Map<string, { xml: string; drawing: Promise<RunCanvas> }>();

async function draw(xml: string, place: string, title: string): Promise<RunCanvas> {
  const { RunCanvas } = await import('../../../canvas/run-canvas');
  const canvas = await RunCanvas.create();
  try {
    await canvas.open(xml, place, title);
    return canvas;
  } catch (failure) {
    canvas.destroy();
    throw failure;
  }
}

/** The drawing of an open run; made when it is first shown, kept until its tab is closed. `place` is shared with the designer. */
export function drawingOf(runId: string, xml: string, place: string, title: string): Promise<RunCanvas> {
  const known = drawings.get(runId);
  if (known?.xml === xml) return known.drawing;
  const made = draw(xml, place, title);
  drawings.set(runId, { xml, drawing: made });
  // The run has gone on with another text: its drawing takes the place of the one before.
  if (known) void made.then(() => destroy(known.drawing), () => undefined);
  made.catch(() => drawings.delete(runId));
  return made;
}

function destroy(drawing: Promise<RunCanvas>): void {
  drawing.then(
    (canvas) => canvas.destroy(),
    () => undefined,
  );
}

useRouter.subscribe(({ tabs }) => {
  for (const [runId, { drawing }] of drawings) {
    if (tabs.some((tab) => tab.kind === 'run' && tab.runId === runId)) continue;
    drawings.delete(runId);
    destroy(drawing);
  }
});
