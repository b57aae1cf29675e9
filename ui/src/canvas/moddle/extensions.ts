import zeebe from 'zeebe-bpmn-moddle/resources/zeebe.json';
import routine from './routine.json';

/** The extensions that are read into types; all others are kept as they are. */
export const moddleExtensions = { zeebe, routine };
