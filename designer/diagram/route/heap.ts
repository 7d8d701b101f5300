/** A queue that gives the item with the smallest rank first. */
export function createHeap() {
  const items: number[] = []
  const ranks: number[] = []
  return {
    push(item: number, rank: number): void {
      let at = items.length
      items.push(item)
      ranks.push(rank)
      while (at > 0) {
        const parent = (at - 1) >> 1
        if (ranks[parent]! <= rank) break
        items[at] = items[parent]!
        ranks[at] = ranks[parent]!
        at = parent
      }
      items[at] = item
      ranks[at] = rank
    },
    pop(): number | undefined {
      const first = items[0]
      const item = items.pop()
      const rank = ranks.pop()
      if (item === undefined || rank === undefined || items.length === 0) return first
      let at = 0
      for (;;) {
        let child = 2 * at + 1
        if (child >= items.length) break
        if (child + 1 < items.length && ranks[child + 1]! < ranks[child]!) child += 1
        if (ranks[child]! >= rank) break
        items[at] = items[child]!
        ranks[at] = ranks[child]!
        at = child
      }
      items[at] = item
      ranks[at] = rank
      return first
    },
  }
}
