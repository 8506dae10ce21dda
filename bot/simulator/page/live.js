/** The stream of events; says when it was lost and when it is back, so that the page reads everything anew. */

const NAMES = ["chat", "call", "clock", "typing", "toast", "reset"];
const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 5000;

/**
 * @param {(name: string, payload: any) => void} onEvent
 * @param {(connected: boolean) => void} onConnection called at every change, also at the first connection
 */
export function listen(onEvent, onConnection) {
  let wait = FIRST_WAIT_MS;
  const open = () => {
    const source = new EventSource("/sim/events");
    source.onopen = () => {
      wait = FIRST_WAIT_MS;
      onConnection(true);
    };
    source.onerror = () => {
      source.close();
      onConnection(false);
      setTimeout(open, wait);
      wait = Math.min(wait * 2, LONGEST_WAIT_MS);
    };
    for (const name of NAMES) {
      source.addEventListener(name, (event) => onEvent(name, event.data ? JSON.parse(event.data) : {}));
    }
  };
  open();
}
