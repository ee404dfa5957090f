// Loaded into tools we start (node --import): when the process that started them is gone, however it went, they end too.
process.once("disconnect", () => {
  process.kill(process.pid, "SIGTERM");
  setTimeout(() => process.exit(1), 5_000).unref();
});
// Listening must not keep a tool alive that has done its work.
process.channel?.unref();
