import TextRenderer, { type TextRendererConfig } from 'bpmn-js/lib/draw/TextRenderer';
import type { TextLayoutConfig } from 'diagram-js/lib/util/Text';
import type { Dimensions } from 'diagram-js/lib/util/Types';

/** Files keep the width that a name had in the Arial of their editor; our face needs this much more for the same lines. */
const WIDER = 1.16;
const SPARE_PX = 2;

/** Lays out names outside of shapes in the lines that their author saw, though in another face. */
export class LabelText extends TextRenderer {
  static override readonly $inject = ['config.textRenderer'];

  constructor(config: TextRendererConfig) {
    super(config);
    const { createText, getDimensions } = this;
    const outside = this.getExternalStyle().fontSize;
    const widened = (options?: TextLayoutConfig): number => {
      const style = options?.style as { fontSize?: number } | undefined;
      return options?.box && style?.fontSize === outside ? Math.ceil(options.box.width * (WIDER - 1)) + SPARE_PX : 0;
    };
    const wide = (options: TextLayoutConfig, more: number): TextLayoutConfig => {
      const box = options.box as Dimensions;
      return { ...options, box: { ...box, width: box.width + more } };
    };
    this.createText = (text, options) => {
      const more = widened(options);
      if (more === 0 || !options) return createText.call(this, text, options);
      const drawn = createText.call(this, text, wide(options, more));
      for (const line of drawn.querySelectorAll('tspan')) {
        line.setAttribute('x', String(Number(line.getAttribute('x')) - more / 2));
      }
      return drawn;
    };
    this.getDimensions = (text, options) => {
      const more = widened(options);
      return getDimensions.call(this, text, more === 0 || !options ? options : wide(options, more));
    };
  }
}
