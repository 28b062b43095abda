// `npm start`: installs, builds and serves; the same as `yupay serve`.
process.argv.splice(2, 0, 'serve');
await import('./yupay.mjs');
