import blackboard from './de/blackboard.json';
import canvas from './de/canvas.json';
import commands from './de/commands.json';
import designer from './de/designer.json';
import failures from './de/failures.json';
import frame from './de/frame.json';
import history from './de/history.json';
import holding from './de/holding.json';
import inbox from './de/inbox.json';
import library from './de/library.json';
import models from './de/models.json';
import outside from './de/outside.json';
import properties from './de/properties.json';
import run from './de/run.json';
import secrets from './de/secrets.json';
import settings from './de/settings.json';
import shared from './de/shared.json';
import strategy from './de/strategy.json';
import tools from './de/tools.json';

/** Every visible word of this language, by feature. */
export default { blackboard, canvas, commands, designer, failures, frame, history, holding, inbox, library, models, outside, properties, run, secrets, settings, shared, strategy, tools };
