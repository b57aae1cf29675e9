import type { BusinessObject } from '../diagram';
import { extension, text } from '../moddle/extension';

/** How a script task says what it does. */
export type ScriptLanguage = 'feel' | 'javascript' | 'worker';

const FORMAT = 'javascript';

/** `zeebe:script` is FEEL, `scriptFormat="javascript"` is ours, a task definition leaves it to a worker. */
export function scriptLanguage(task: BusinessObject): ScriptLanguage {
  const format = task.get('scriptFormat');
  if (typeof format === 'string' && /javascript|ecmascript/i.test(format)) return 'javascript';
  return extension(task, 'zeebe:TaskDefinition') ? 'worker' : 'feel';
}

/** Attributes that make a script task a JavaScript one, keeping the text that is there. */
export function asJavaScript(task: BusinessObject): Record<string, unknown> {
  return { scriptFormat: FORMAT, script: text(task.get('script')) };
}

/** Attributes that make it no JavaScript any more. */
export const notJavaScript: Record<string, unknown> = { scriptFormat: undefined, script: undefined };
