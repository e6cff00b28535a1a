// The smallest bot on the same SDK and server, after Microsoft's echo sample: the yardstick of turns.ts.
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
const { CloudAdapter, ConfigurationBotFrameworkAuthentication } = require('botbuilder');
const restify = require('restify');

const adapter = new CloudAdapter(new ConfigurationBotFrameworkAuthentication({}));
const server = restify.createServer();
server.use(restify.plugins.bodyParser());
server.post('/api/messages', async (req, res) => {
  await adapter.process(req, res, (context) => context.sendActivity(`Echo: ${context.activity.text}`));
});
server.listen(Number(process.env.PORT), '127.0.0.1', () => {
  console.log('listening');
});
