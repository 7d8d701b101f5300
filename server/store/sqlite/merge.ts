// Many ordered streams, read as one: each is read on only as far as somebody looks.

/** Compared number by number; the last one tells cases apart. */
export type WorkMark = readonly [rank: number, key: number, tie: number]

export type Stream = { mark: WorkMark | undefined; advance(): void }

export function isBefore(a: WorkMark, b: WorkMark): boolean {
  if (a[0] !== b[0]) return a[0] < b[0]
  if (a[1] !== b[1]) return a[1] < b[1]
  return a[2] < b[2]
}

export const compareMarks = (a: WorkMark, b: WorkMark) => (isBefore(a, b) ? -1 : isBefore(b, a) ? 1 : 0)

/** Reads `from` a mark on, a few at first, more when they are used up. */
export function createStream(from: WorkMark, read: (after: WorkMark, count: number) => WorkMark[]): Stream {
  let marks: WorkMark[] = []
  let last = from
  let [at, size] = [-1, 8]
  const stream: Stream = {
    mark: undefined,
    advance() {
      at += 1
      if (at === marks.length) {
        marks = read(last, size)
        at = 0
        size = Math.min(size * 4, 500)
        last = marks.at(-1) ?? last
      }
      stream.mark = marks[at]
    },
  }
  stream.advance()
  return stream
}

/** Every mark of every stream in order; one that several streams have comes once. */
export function* merge(streams: Stream[]): Iterable<WorkMark> {
  const heap = streams.filter(({ mark }) => mark !== undefined)
  heap.sort((a, b) => compareMarks(a.mark!, b.mark!))
  let yielded: WorkMark | undefined
  while (heap.length > 0) {
    const first = heap[0]!
    const mark = first.mark!
    if (!yielded || isBefore(yielded, mark)) yield mark
    yielded = mark
    first.advance()
    if (first.mark === undefined) {
      const last = heap.pop()!
      if (heap.length === 0) return
      heap[0] = last
    }
    sink(heap)
  }
}

/** Puts the heap's first stream where it belongs. */
function sink(heap: Stream[]): void {
  for (let at = 0; ; ) {
    const left = 2 * at + 1
    const right = left + 1
    let least = at
    if (left < heap.length && isBefore(heap[left]!.mark!, heap[least]!.mark!)) least = left
    if (right < heap.length && isBefore(heap[right]!.mark!, heap[least]!.mark!)) least = right
    if (least === at) return
    const moved = heap[at]!
    heap[at] = heap[least]!
    heap[least] = moved
    at = least
  }
}
