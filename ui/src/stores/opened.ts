import { backend } from '../backend/chosen';
import type { OpenRequest } from '../contract';
import { useRouter } from './router';
import { tellFailure } from './tell-failure';

/** Opens what the command line, a drop on the window or a second start of the program asks for. Called once. */
export function followOpened(): void {
  backend().watchOpened(() => {
    backend()
      .takeOpened()
      .then((requests) => Promise.all(requests.map(show)))
      .catch(tellFailure);
  });
}

async function show(request: OpenRequest): Promise<void> {
  const router = useRouter.getState();
  if (request.open === 'run') {
    const { routine } = await backend().showRun({ runId: request.runId });
    router.openRun(request.runId, routine.path ?? '', routine.name);
    return;
  }
  router.openRoutine(request.path, request.path.split(/[\\/]/).at(-1) ?? request.path);
}
