export const cases = ['noRows', 'failedOpen', 'gone', 'engineGone', 'folder'];

export const tests = {};
