import type { LlmTokenCounts, ModelCharge, StepRecordView, ValueView } from '../../../contract';

/** Whose words a turn holds. */
export type Speaker = 'you' | 'model' | 'demo' | 'prompt';

/** The tool with which a model ends a conversation. */
const FINISH = 'finish';

/** A thing that stands in a thread. */
export type ThreadItem =
  | { kind: 'said'; seq: number; time: number; who: Speaker; text: ValueView; model: string | null; used: LlmTokenCounts | null; credits: string; charge: ModelCharge | null }
  | { kind: 'phase'; seq: number; phase: string }
  /** A model has been asked and has not answered. */
  | { kind: 'asked'; seq: number; call: number; who: 'model' | 'demo'; model: string }
  | { kind: 'call'; seq: number; call: string; tool: string; server: string | null; arguments: ValueView; result: ValueView | null }
  | { kind: 'offered'; seq: number; outputs: ValueView }
  | { kind: 'confirmed'; seq: number; outputs: { readonly [name: string]: ValueView } }
  | { kind: 'failed'; seq: number; message: string }
  | { kind: 'lost'; seq: number; credits: string }
  | { kind: 'fellBack'; seq: number; because: string }
  | { kind: 'expired'; seq: number }
  | { kind: 'trimmed'; seq: number; leftOut: readonly string[] };

const isEmpty = ({ value, reference }: ValueView): boolean => reference === null && (value === '' || value === null);

interface Request {
  model: string;
  scripted: boolean;
  person: boolean;
}

/** A record as what two sides said to each other, with what was done in between; prompts of the program are left to the list of calls. */
export function threadOf(records: readonly StepRecordView[]): ThreadItem[] {
  const items: ThreadItem[] = [];
  let requests = new Map<number, Request>();
  const settle = (call: number) => {
    const place = items.findIndex((item) => item.kind === 'asked' && item.call === call);
    if (place >= 0) items.splice(place, 1);
  };
  let attempt = 0;
  for (const { seq, time, what, attempt: of } of records) {
    if (of !== attempt) requests = new Map();
    attempt = of;
    switch (what.kind) {
      case 'strategyChosen':
        break;
      case 'fellBack':
        items.push({ kind: 'fellBack', seq, because: what.because });
        break;
      case 'phaseBegun':
        items.push({ kind: 'phase', seq, phase: what.phase });
        break;
      case 'modelAsked': {
        requests.set(what.call, what);
        const prompt = what.messages.at(-1)?.text;
        if (!what.person) items.push({ kind: 'asked', seq, call: what.call, who: what.scripted ? 'demo' : 'model', model: what.model });
        else if (prompt) items.push({ kind: 'said', seq, time, who: 'prompt', text: prompt, model: null, used: null, credits: '0', charge: null });
        break;
      }
      case 'modelAnswered': {
        settle(what.call);
        const request = requests.get(what.call);
        // What a person typed in a model's place is on record as their words already.
        if (request && !request.person && !isEmpty(what.text)) {
          const said = { text: what.text, model: request.model, used: what.used, credits: what.credits, charge: what.charge };
          items.push({ kind: 'said', seq, time, who: request.scripted ? 'demo' : 'model', ...said });
        }
        for (const tool of what.tools) if (tool.tool === FINISH) items.push({ kind: 'offered', seq, outputs: tool.arguments });
        break;
      }
      case 'modelFailed':
        settle(what.call);
        items.push({ kind: 'failed', seq, message: what.message });
        break;
      case 'modelLost':
        settle(what.call);
        items.push({ kind: 'lost', seq, credits: what.credits });
        break;
      case 'callAsked':
        if (!items.some((item) => item.kind === 'call' && item.call === what.call)) {
          items.push({ kind: 'call', seq, call: what.call, tool: what.tool, server: what.server, arguments: what.arguments, result: null });
        }
        break;
      case 'callEnded': {
        const known = items.find((item) => item.kind === 'call' && item.call === what.call);
        if (known?.kind === 'call') known.result = what.result;
        break;
      }
      case 'callApproved':
      case 'callRejected':
      case 'callScheduled':
      case 'callBegun':
      case 'callCancelled':
        break;
      case 'personSaid':
        items.push({ kind: 'said', seq, time, who: 'you', text: what.text, model: null, used: null, credits: '0', charge: null });
        break;
      case 'outputsConfirmed':
        items.push({ kind: 'confirmed', seq, outputs: what.outputs });
        break;
      case 'waitExpired':
        items.push({ kind: 'expired', seq });
        break;
      case 'swarmSeen':
        break;
      case 'contextTrimmed':
        items.push({ kind: 'trimmed', seq, leftOut: what.leftOut });
        break;
    }
  }
  return items;
}

/** What a thread has taken in all. */
export interface Took {
  input: number;
  output: number;
}

/** LLM tokens of all answers that said how many they took; null when none did. */
export function tokensOf(records: readonly StepRecordView[]): Took | null {
  const told = records.flatMap(({ what }) => (what.kind === 'modelAnswered' && what.used !== null ? [what.used] : []));
  if (told.length === 0) return null;
  return told.reduce<Took>((sum, { input, output }) => ({ input: sum.input + input, output: sum.output + output }), { input: 0, output: 0 });
}
