// What the browser keeps: nothing of it is on the server. Storage may be full, forbidden, or hold what is none of ours.

function get(area, key) {
  try {
    return JSON.parse(area().getItem(key) ?? "null");
  } catch {
    return null;
  }
}

function put(area, key, value) {
  try {
    if (value === null) area().removeItem(key);
    else area().setItem(key, JSON.stringify(value));
    return true;
  } catch {
    return false;
  }
}

const session = () => sessionStorage;
const local = () => localStorage;

/** Until the tab is closed. */
export const kept = (key) => get(session, key);
export const keep = (key, value) => put(session, key, value);
/** For good. */
export const stored = (key) => get(local, key);
export const store = (key, value) => put(local, key, value);
