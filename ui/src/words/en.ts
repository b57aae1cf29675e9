import first from './en-first';
import later from './en-later';

/** Every visible word of this language, by feature. */
export default { ...first, ...later };
