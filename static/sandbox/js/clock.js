'use strict';
// The clock: what it says, how fast it runs, where it jumps to.
let lastSpeed = 1;
const speeds = [0, 1, 10, 60, 300, 1200];
const setSpeed = speed => post('clock', {speed: +speed});
function showClock() {
  const clock = page.clock, text = clock.moscow;
  $('time').textContent = text.slice(11);
  $('time').dateTime = clock.now;
  $('date').textContent = days[lang][new Date(text.slice(0, 10) + 'T00:00Z').getUTCDay()] + ', ' + dayWords(text) + ' ' + text.slice(0, 4);
  if (clock.speed) lastSpeed = clock.speed;
  const offered = speeds.includes(clock.speed) ? speeds : [...speeds, clock.speed].sort((a, b) => a - b);
  choice($('speeds'), offered.map(s => ({value: s, label: s ? '×' + s : t('pause'), content: s ? ['×' + s] : [icon('pause')]})), clock.speed, setSpeed);
}
const togglePause = () => setSpeed(page.clock.speed ? 0 : lastSpeed);
