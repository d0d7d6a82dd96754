/* eslint-disable @typescript-eslint/no-require-imports -- CommonJS: every VS Code loads it without a build */
const vscode = require('vscode');

const TRAMS =
  'UEFSMRUGFSIVJlwVBhUAFQYVABUEFQAAAAMHDzgBAAAAQQEAAABCAQAAAEMVBhUcFSBcFQYVABUGFQAVBBUAAAADBwwsDAAAAAcAAAAfAAAAFQQZPEgE' +
  'cm9vdBUEABUMJQIYBGxpbmUlAAAVAiUCGAV0cmFtcwAWBhkcGSwmCBwVDBkVABkYBGxpbmUVAhYGFkwWUCYIAAAmWBwVAhkVABkYBXRyYW1zFQIWBhZG' +
  'FkomWAAAFpIBFgY2mgEAKAloeXBhcnF1ZXQZLBwAABwAAACAAAAAUEFSMQ==';

const CONTENTS = {
  'pages.ingest.yaml': Buffer.from('sources:\n  - uri: http://127.0.0.1:9/\n'),
  // Columns line and trams, three rows.
  'trams.parquet': Buffer.from(TRAMS, 'base64'),
  // As `trams.parquet`, when the command says so.
  'slow.parquet': Buffer.from(TRAMS, 'base64'),
  // Said to be large: nobody reads it.
  'far.parquet': Buffer.alloc(0),
};

const sizeOf = name => (name === 'far.parquet' ? 600e6 : CONTENTS[name].length);

let release;
const released = new Promise(resolve => (release = resolve));

const files = {
  onDidChangeFile: new vscode.EventEmitter().event,
  watch: () => new vscode.Disposable(() => undefined),
  stat: ({ path }) => {
    if (path === '/') return { type: vscode.FileType.Directory, ctime: 0, mtime: 0, size: 0 };
    const name = path.slice(1);
    if (name in CONTENTS) return { type: vscode.FileType.File, ctime: 0, mtime: 0, size: sizeOf(name) };
    throw vscode.FileSystemError.FileNotFound(path);
  },
  readDirectory: () => Object.keys(CONTENTS).map(name => [name, vscode.FileType.File]),
  readFile: async ({ path }) => {
    if (path === '/slow.parquet') await released;
    return CONTENTS[path.slice(1)];
  },
  writeFile: uri => refuse(uri),
  createDirectory: uri => refuse(uri),
  delete: uri => refuse(uri),
  rename: uri => refuse(uri),
};

function refuse(uri) {
  throw vscode.FileSystemError.NoPermissions(uri);
}

exports.activate = context =>
  context.subscriptions.push(
    vscode.workspace.registerFileSystemProvider('memory', files, { isReadonly: true }),
    vscode.commands.registerCommand('memoryFiles.release', release),
  );
