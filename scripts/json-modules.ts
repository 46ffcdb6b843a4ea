import { registerHooks } from 'node:module';

// The official action.yml parser imports JSON without an import attribute, which Node refuses: add it.
registerHooks({
  load: (url, context, next) =>
    next(url, url.endsWith('.json') ? { ...context, importAttributes: { type: 'json' } } : context),
});
