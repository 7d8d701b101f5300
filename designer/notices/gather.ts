/** What comes within some time is worked on together, once; however much comes, it is not put off further. */
export function gather<T>(
  ms: number,
  later: (ms: number, work: () => void) => () => void,
  work: (items: Set<T>) => void,
): { add(item: T): void; stop(): void } {
  let items = new Set<T>()
  let callOff = () => {}
  return {
    add(item) {
      items.add(item)
      if (items.size > 1) return
      callOff = later(ms, () => {
        const gathered = items
        items = new Set()
        work(gathered)
      })
    },
    stop() {
      callOff()
      items = new Set()
    },
  }
}
