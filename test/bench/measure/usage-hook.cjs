// Preloaded into measured processes: writes what they used to file descriptor 3 when they end.
const { readFileSync, writeSync } = require('node:fs');

process.on('exit', () => {
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
  const cpu = (userCPUTime + systemCPUTime) / 1000;
  writeSync(3, JSON.stringify({ cpu, peakRss: peakRss() ?? maxRSS * 1024 }));
});

// On Linux, ru_maxrss of a new process starts at the memory of the process that started it; VmHWM is its own.
function peakRss() {
  try {
    const found = /^VmHWM:\s*(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8'));
    return found === null ? null : Number(found[1]) * 1024;
  } catch {
    return null;
  }
}
