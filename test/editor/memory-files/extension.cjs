/* eslint-disable @typescript-eslint/no-require-imports -- CommonJS: every VS Code loads it without a build */
const vscode = require('vscode');

const INPUT = Buffer.from('sources:\n  - uri: http://127.0.0.1:9/\n');
const NAME = 'pages.ingest.yaml';

const files = {
  onDidChangeFile: new vscode.EventEmitter().event,
  watch: () => new vscode.Disposable(() => undefined),
  stat: ({ path }) => {
    if (path === '/') return { type: vscode.FileType.Directory, ctime: 0, mtime: 0, size: 0 };
    if (path === `/${NAME}`) return { type: vscode.FileType.File, ctime: 0, mtime: 0, size: INPUT.length };
    throw vscode.FileSystemError.FileNotFound(path);
  },
  readDirectory: () => [[NAME, vscode.FileType.File]],
  readFile: () => INPUT,
  writeFile: uri => refuse(uri),
  createDirectory: uri => refuse(uri),
  delete: uri => refuse(uri),
  rename: uri => refuse(uri),
};

function refuse(uri) {
  throw vscode.FileSystemError.NoPermissions(uri);
}

exports.activate = context =>
  context.subscriptions.push(vscode.workspace.registerFileSystemProvider('memory', files, { isReadonly: true }));
