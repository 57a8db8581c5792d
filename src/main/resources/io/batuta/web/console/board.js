'use strict';
(() => {
  const page = document.body.dataset;
  const texts = {};
  for (const key of document.querySelectorAll('#texts dt')) texts[key.textContent] = key.nextElementSibling.textContent;
  const locale = page.language === 'en' ? 'en' : 'es-CO';
  const whole = new Intl.NumberFormat(locale);
  const share = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 0 });
  const at = id => document.getElementById(id);

  const money = m => new Intl.NumberFormat(locale, { style: 'currency', currency: m.currency, maximumFractionDigits: 0 }).format(m.amount);
  const part = (n, of) => of ? share.format(n / of) : '';

  // Builds an element; texts go in as text, so that nothing anybody wrote becomes markup.
  function el(name, attributes, ...children) {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes || {})) {
      if (key === 'width' || key === 'height' || key === 'bottom') made.style[key] = value;
      else made.setAttribute(key, value);
    }
    made.append(...children.filter(child => child !== null && child !== ''));
    return made;
  }

  function head(board) {
    at('creditor-name').textContent = board.creditorName;
    const [year, month, day] = board.date.split('-').map(Number);
    at('day-title').textContent = new Intl.DateTimeFormat(locale, { weekday: 'long', day: 'numeric', month: 'long', timeZone: 'UTC' })
      .format(Date.UTC(year, month - 1, day));
    at('time').textContent = board.now.slice(11, 16);
    const t = board.total;
    const lead = at('lead');
    lead.replaceChildren();
    if (!board.nightState) lead.append(texts.noNight);
    else lead.append(el('strong', {}, texts[board.nightState]), ' · ' + whole.format(board.members) + ' ' + texts.membersIn);
    const percent = t.planned ? Math.min(100, 100 * (t.planned - t.waiting) / t.planned) : 0;
    at('progress').setAttribute('aria-valuenow', String(Math.round(percent)));
    at('progress-fill').style.width = percent + '%';
  }

  function tile(label, n, note, warn) {
    return el('div', warn ? { class: 'warn' } : {}, el('dt', {}, label), el('dd', {}, whole.format(n), note ? el('small', {}, note) : ''));
  }

  function tiles(board) {
    const t = board.total, r = board.results;
    const made = [
      tile(texts.plannedN, t.planned, t.waiting ? whole.format(t.waiting) + ' ' + texts.waitingN.toLowerCase() : ''),
      tile(texts.sentN, t.sent, part(t.sent, t.planned) && part(t.sent, t.planned) + ' ' + texts.ofPlanned),
      tile(texts.deliveredN, t.delivered, part(t.delivered, t.sent) && part(t.delivered, t.sent) + ' ' + texts.ofSent),
      tile(texts.readN, t.read, part(t.read, t.sent) && part(t.read, t.sent) + ' ' + texts.ofSent),
      tile(texts.repliedN, t.replied, part(t.replied, t.sent) && part(t.replied, t.sent) + ' ' + texts.ofSent),
      tile(texts.promised, r.promised, r.promised ? money(r.promisedAmount) : ''),
      tile(texts.paid, r.paid, r.paid ? money(r.paidAmount) : ''),
      tile(texts.failedN, t.failed, part(t.failed, t.sent) && part(t.failed, t.sent) + ' ' + texts.ofSent, t.failed > 0),
    ];
    if (t.uncertain) made.push(tile(texts.uncertainN, t.uncertain, '', true));
    if (t.stopped) made.push(tile(texts.stoppedN, t.stopped, ''));
    at('tiles').replaceChildren(...made);
  }

  function hours(board) {
    const most = Math.max(1, ...board.hours.map(h => Math.max(h.due, h.sent)));
    const tall = n => (n ? Math.max(1, 88 * n / most) : 0) + '%';
    const now = Number(board.now.slice(11, 13));
    at('hours').replaceChildren(...board.hours.map(h => el('div', { class: h.hour === now ? 'hour now' : 'hour' },
      el('div', { class: 'stack' },
        el('i', { class: 'due', height: tall(h.due) }), el('i', { class: 'sent', height: tall(h.sent) }),
        el('i', { class: 'replied', height: tall(h.replied) }),
        el('b', { bottom: tall(Math.max(h.due, h.sent)) }, h.due || h.sent ? whole.format(h.sent || h.due) : '')),
      el('span', {}, String(h.hour)))));
    if (!board.hours.length) at('hours').replaceChildren(el('p', { class: 'note' }, texts.nothing));
    at('hours').classList.toggle('empty', !board.hours.length);
    at('hours').setAttribute('aria-label', board.hours
      .map(h => `${h.hour}:00 ${texts.plannedN} ${h.due}, ${texts.sentN} ${h.sent}, ${texts.repliedN} ${h.replied}`).join('; '));
  }

  function channels(board) {
    if (!board.channels.length) { at('channels').replaceChildren(el('p', { class: 'note' }, texts.nothing)); return; }
    const columns = ['planned', 'sent', 'delivered', 'read', 'replied', 'failed'];
    const rows = board.channels.map(c => el('tr', {},
      el('th', { scope: 'row' }, texts[c.channel],
        el('span', { class: 'thin' }, el('i', { width: (c.counts.planned ? 100 * Math.min(1, c.counts.sent / c.counts.planned) : 0) + '%' }))),
      ...columns.map(name => el('td', { 'data-label': texts[name + 'N'] }, whole.format(c.counts[name]))),
      el('td', { 'data-label': texts.cost }, money(c.cost))));
    at('channels').replaceChildren(el('table', {},
      el('thead', {}, el('tr', {}, el('th', { scope: 'col' }, texts.channel),
        ...columns.map(name => el('th', { scope: 'col' }, texts[name + 'N'])), el('th', { scope: 'col' }, texts.cost))),
      el('tbody', {}, ...rows)));
  }

  function results(board) {
    const r = board.results;
    const line = (label, n, sum) => el('div', {}, el('dt', {}, label),
      el('dd', {}, n && sum ? el('small', {}, money(sum)) : '', whole.format(n)));
    at('results').replaceChildren(line(texts.promised, r.promised, r.promisedAmount), line(texts.paid, r.paid, r.paidAmount),
      line(texts.paymentClaimed, r.paymentClaimed), line(texts.disputed, r.disputed), line(texts.optedOut, r.optedOut),
      line(texts.complained, r.complained));
  }

  function withheld(board) {
    const most = Math.max(1, ...board.withheld.map(w => w.contacts));
    const lines = board.withheld.map(w => el('li', {},
      el('div', { class: 'line' }, el('span', {}, w.text), el('span', {}, whole.format(w.contacts))),
      el('span', { class: 'thin' }, el('i', { width: 100 * w.contacts / most + '%' }))));
    at('withheld').replaceChildren(...(lines.length ? lines : [el('li', { class: 'note' }, texts.nobody)]));
  }

  // What holds contacts up: stopped channels, spent limits, nights that wait for a second person.
  function operations(now) {
    const line = (text, note, ...more) => el('li', {}, el('div', { class: 'line' }, el('span', {}, text, note ? el('small', {}, ' · ' + note) : ''), ...more));
    const stops = now.stops.map(s => line((s.channel ? texts[s.channel] : texts.allChannels) + ': ' + (s.byMachine ? texts.stoppedByMachine : texts.stoppedByPerson), s.why));
    const spent = now.spent.filter(s => s.percent >= 80).map(s => line(texts[s.channel] + ': ' + texts.spentOfLimit, whole.format(s.percent) + ' %'));
    const waiting = now.waiting.map(w => {
      const button = el('button', { type: 'button' }, texts.approve);
      button.addEventListener('click', () => approve(w, button));
      return line(w.campaign + ': ' + texts.waitsForSecond,
        whole.format(w.contacts) + ' ' + texts.contacts + ' · ' + money({ amount: w.cost, currency: now.currency }) + ' · ' + w.night, button);
    });
    const all = [...stops, ...waiting, ...spent];
    at('operations').replaceChildren(...all);
    at('operations-card').hidden = !all.length;
  }

  // With the key that the browser asked for; whoever wrote the campaign or asked for the night is refused.
  async function approve(w, button) {
    button.disabled = true;
    const path = '/operations.json?' + new URLSearchParams({ creditor: page.creditor });
    try {
      const answer = await fetch(path, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ night: w.night, campaign: w.campaign, contacts: w.contacts }) });
      const told = await answer.json();
      at('operations-said').textContent = answer.ok ? texts.approvedNow : (told.detail || told.title);
    } catch (missed) {
      at('operations-said').textContent = texts.lost;
    }
    button.disabled = false;
    askOperations();
  }

  async function askOperations() {
    try {
      const answer = await fetch('/operations.json?' + new URLSearchParams({ creditor: page.creditor }), { cache: 'no-store', signal: AbortSignal.timeout(10000) });
      if (answer.ok) operations(await answer.json());
    } catch (missed) { /* the board itself says that the connection is lost */ }
  }
  setInterval(() => { if (!document.hidden) askOperations(); }, 5000);
  askOperations();

  function say(text, css) {
    if (at('live').textContent !== text) at('live').textContent = text;
    at('dot').className = 'dot ' + css;
  }

  const query = new URLSearchParams({ creditor: page.creditor, lang: page.language });
  if (page.date) query.set('date', page.date);
  let misses = 0, last = '';

  async function ask() {
    if (!document.hidden) {
      try {
        const answer = await fetch('/board.json?' + query, { cache: 'no-store', signal: AbortSignal.timeout(10000) });
        if (!answer.ok) throw new Error(String(answer.status));
        const text = await answer.text();
        if (text !== last) {
          last = text;
          const board = JSON.parse(text);
          for (const draw of [head, tiles, hours, channels, results, withheld]) draw(board);
        }
        misses = 0;
        say(texts.live, 'on');
      } catch (missed) {
        misses++;
        say(texts.lost, 'off');
      }
    }
    setTimeout(ask, Math.min(1000 * (1 + misses), 10000));
  }
  document.addEventListener('visibilitychange', () => { if (!document.hidden) say(texts.waiting, ''); });
  ask();
})();
