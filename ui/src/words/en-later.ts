import blackboard from './en/blackboard.json';
import designer from './en/designer.json';
import history from './en/history.json';
import holding from './en/holding.json';
import inbox from './en/inbox.json';
import models from './en/models.json';
import outside from './en/outside.json';
import properties from './en/properties.json';
import secrets from './en/secrets.json';
import settings from './en/settings.json';
import tools from './en/tools.json';

/** The words of the other screens. */
export default { blackboard, designer, history, holding, inbox, models, outside, properties, secrets, settings, tools };
