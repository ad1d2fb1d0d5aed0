// Stands in for a consent management platform of the IAB's framework.
(() => {
  const listeners = [];
  let data = JSON.parse(sessionStorage.getItem('tcf') || 'null');
  const make = (eventStatus, purposes) => ({
    tcString: 'x',
    gdprApplies: true,
    isServiceSpecific: true,
    cmpStatus: 'loaded',
    eventStatus,
    purpose: {
      consents: Object.fromEntries(purposes.map((id) => [id, true])),
      legitimateInterests: { 1: true, 3: true, 4: true, 5: true, 6: true, 8: true, 9: true },
    },
    vendor: { consents: {}, legitimateInterests: {} },
    publisher: { consents: {}, legitimateInterests: {} },
    ...window.tcfSettings,
  });
  window.__tcfapi = (command, version, callback) => {
    if (command === 'addEventListener') {
      listeners.push(callback);
      const now = data ? { ...data, eventStatus: 'tcloaded' } : make('cmpuishown', []);
      callback({ ...now, ...window.tcfSettings, listenerId: listeners.length }, true);
    }
  };
  window.tell = (told, success) => listeners.forEach((listener) => listener(told, success));
  window.say = (yes) => {
    const purposes = [];
    if (yes.visits) {
      purposes.push(1, 8, 9);
    }
    if (yes.profile) {
      purposes.push(1, 5, 6);
    }
    if (yes.carts) {
      purposes.push(1, 3, 4);
    }
    data = make('useractioncomplete', purposes);
    sessionStorage.setItem('tcf', JSON.stringify(data));
    tell(data, true);
  };
  window.breakIt = () => tell(null, false);
})();
