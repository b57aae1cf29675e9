import NavigatedViewer from 'bpmn-js/lib/NavigatedViewer';
import { DiagramCanvas, textRenderer } from './diagram-canvas';
import { fastPanModule } from './fast-pan';
import { moddleExtensions } from './moddle/extensions';
import { runLayerModule, type RunLayer } from './run-layer';
import { strategyModule } from './strategy';
import { themeModule } from './theme';
import { loadDiagramWords, translateModule } from './translate';
import { walkModule } from './walk';

/** The drawing of a run: nothing can be edited, and `run` shows what happens. */
export class RunCanvas extends DiagramCanvas {
  /** Makes a drawing that speaks the language of the page. */
  static async create(): Promise<RunCanvas> {
    await loadDiagramWords();
    return new RunCanvas();
  }

  private constructor() {
    super(
      (container) =>
        new NavigatedViewer({
          container,
          textRenderer,
          moddleExtensions,
          additionalModules: [themeModule, fastPanModule, walkModule, strategyModule, runLayerModule, translateModule],
        }),
    );
  }

  /** Discs, marks, chips and numbers. */
  get run(): RunLayer {
    return this.get<RunLayer>('runLayer');
  }
}
