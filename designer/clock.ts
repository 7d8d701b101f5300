// The time that counts is the server's. A browser's clock may be hours off: ages and deadlines are told by what the
// server's answers say of the time, and the page goes on as if the clock were right.
//
// 1. Two minutes are nothing: answers take their time, and clocks differ a little.
// 2. Each answer is believed anew: a clock that is put right, or a laptop that wakes, is found out by the next one.

const toleratedMs = 120_000
/** An answer that took longer does not say what time it is. */
const slowMs = 10_000

let offsetMs = 0
let minute = Date.now()
const listeners = new Set<() => void>()
let ticking: ReturnType<typeof setInterval> | undefined

/** The server's time, as far as it is known; in milliseconds since 1970. */
export const now = (): number => Date.now() + offsetMs

/** Asks the server something, and takes the time from its answer. */
export function keepingTime<Rest extends unknown[]>(send: (...asked: Rest) => Promise<Response>) {
  return async (...asked: Rest): Promise<Response> => {
    const began = Date.now()
    const response = await send(...asked)
    learn(response.headers.get('date'), began, Date.now())
    return response
  }
}

/** `date`: the head of an answer that was asked for at `began` and was there at `ended`, by the browser's clock. */
export function learn(date: string | null, began: number, ended: number): void {
  const said = Date.parse(date ?? '')
  if (Number.isNaN(said) || Math.abs(ended - began) > slowMs) return
  const apart = said - ended
  const next = Math.abs(apart) > toleratedMs ? apart : 0
  // A second more or less is how answers arrive, and no reason to say everything anew.
  if (Math.abs(next - offsetMs) < 2_000) return
  offsetMs = next
  tick()
}

function tick(): void {
  minute = now()
  for (const listener of listeners) listener()
}

/** One clock for all ages on a page: calls back now and then. Answers how to stop. */
export function onTick(listener: () => void): () => void {
  listeners.add(listener)
  ticking ??= setInterval(tick, 20_000)
  return () => {
    listeners.delete(listener)
    if (listeners.size > 0) return
    clearInterval(ticking)
    ticking = undefined
  }
}

/** What the clock said when it last ticked: the same for everything on the page. */
export const lastTick = (): number => minute
