// Node-RED 5 for the flow beside this file: copy the folder, then `npx node-red@5.0.7 --userDir COPY`.
// The editor and its inject buttons answer on this machine only; nothing is installed or reported on its own.
module.exports = {
  uiHost: '127.0.0.1',
  uiPort: Number(process.env.PORT ?? 1880),
  flowFile: 'flows.json',
  flowFilePretty: true,
  // The flow holds no secret, so there is nothing to encrypt.
  credentialSecret: false,
  telemetry: { enabled: false, updateNotification: false },
  diagnostics: { enabled: false },
  externalModules: { palette: { allowInstall: false }, modules: { allowInstall: false } },
  editorTheme: { tours: false },
  logging: { console: { level: 'info' } },
};
