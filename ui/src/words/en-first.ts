import canvas from './en/canvas.json';
import commands from './en/commands.json';
import failures from './en/failures.json';
import frame from './en/frame.json';
import library from './en/library.json';
import run from './en/run.json';
import shared from './en/shared.json';
import strategy from './en/strategy.json';

/** The words of the frame and of what can be seen without leaving the library. */
export default { canvas, commands, failures, frame, library, run, shared, strategy };
