import blackboard from './en/blackboard.json';
import canvas from './en/canvas.json';
import commands from './en/commands.json';
import designer from './en/designer.json';
import failures from './en/failures.json';
import frame from './en/frame.json';
import history from './en/history.json';
import library from './en/library.json';
import models from './en/models.json';
import outside from './en/outside.json';
import properties from './en/properties.json';
import run from './en/run.json';
import secrets from './en/secrets.json';
import settings from './en/settings.json';
import shared from './en/shared.json';
import strategy from './en/strategy.json';
import tools from './en/tools.json';

/** Every visible word of this language, by feature. */
export default { blackboard, canvas, commands, designer, failures, frame, history, library, models, outside, properties, run, secrets, settings, shared, strategy, tools };
