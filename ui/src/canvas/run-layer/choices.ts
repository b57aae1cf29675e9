import type Canvas from 'diagram-js/lib/core/Canvas';
import type ElementRegistry from 'diagram-js/lib/core/ElementRegistry';
import type { DiagramElement } from '../diagram';
import { flowPath, pointAt } from './flow-path';
import type { Stage } from './stage';
import type { FlowChoice } from './types';

/** How far from the gateway a number stands, in px of the diagram. */
const NEAR = 28;

interface Shown {
  choice: FlowChoice;
  button: HTMLButtonElement;
}

/** The ways out of a fork that waits: flows that light up, each with its number as a button. */
export class Choices {
  readonly #stage: Stage;
  readonly #canvas: Canvas;
  readonly #registry: ElementRegistry;
  #shown: Shown[] = [];
  #take: ((flow: string) => void) | null = null;

  constructor(stage: Stage, canvas: Canvas, registry: ElementRegistry) {
    this.#stage = stage;
    this.#canvas = canvas;
    this.#registry = registry;
  }

  set(choices: readonly FlowChoice[], take: (flow: string) => void): void {
    this.clear();
    this.#take = take;
    for (const choice of choices) {
      if (!this.#registry.get(choice.flow)) continue;
      this.#canvas.addMarker(choice.flow, 'run-choice');
      const button = document.createElement('button');
      button.type = 'button';
      button.className = 'flow-choice';
      button.textContent = String(choice.number);
      button.title = choice.label;
      button.setAttribute('aria-label', `${choice.number}: ${choice.label}`);
      button.addEventListener('click', () => this.#take?.(choice.flow));
      this.#stage.root.append(button);
      this.#shown.push({ choice, button });
    }
    this.place();
  }

  clear(): void {
    for (const { choice, button } of this.#shown) {
      button.remove();
      if (this.#registry.get(choice.flow)) this.#canvas.removeMarker(choice.flow, 'run-choice');
    }
    this.#shown = [];
    this.#take = null;
  }

  /** Takes a flow that was clicked; whether it was one of the choices. */
  takeFlow(flow: string): boolean {
    const known = this.#shown.some(({ choice }) => choice.flow === flow);
    if (known) this.#take?.(flow);
    return known;
  }

  /** Takes the flow with a number; whether there is one. */
  takeNumber(number: number): boolean {
    const found = this.#shown.find(({ choice }) => choice.number === number);
    if (found) this.#take?.(found.choice.flow);
    return found !== undefined;
  }

  place(): void {
    for (const { choice, button } of this.#shown) {
      const flow = this.#registry.get(choice.flow) as DiagramElement | undefined;
      button.hidden = !flow?.waypoints || this.#stage.visible(choice.flow) !== flow;
      if (button.hidden || !flow?.waypoints) continue;
      const path = flowPath(flow.waypoints);
      const { x, y } = this.#stage.at(pointAt(path, path.length > 0 ? Math.min(0.5, NEAR / path.length) : 0));
      button.style.transform = `translate(${x}px, ${y}px) translate(-50%, -50%)`;
    }
  }
}
