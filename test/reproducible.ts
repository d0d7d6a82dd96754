import fc from 'fast-check';

/** Where CI is set, properties try the same cases each time: a change is judged by what it changed. Elsewhere they explore. */
if (process.env['CI']) fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: 20_261_122 });
