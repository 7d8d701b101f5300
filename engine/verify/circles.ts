/**
 * The strongly connected parts of a graph that have a circle in them (Tarjan), each in the order in which it was
 * walked. Points are numbers from 0; `edges[n]` are the points that n leads to.
 *
 * With a stack of its own: a chain as long as a definition may be would exhaust the call stack.
 */
export function circles(edges: readonly (readonly number[])[]): number[][] {
  const order = new Int32Array(edges.length).fill(-1)
  const lowest = new Int32Array(edges.length)
  const open = new Uint8Array(edges.length)
  /** of each point's edges, the one that is gone next */
  const next = new Int32Array(edges.length)
  const walk: number[] = []
  const path: number[] = []
  const found: number[][] = []
  let count = 0

  for (let start = 0; start < edges.length; start++) {
    if (order[start] !== -1) continue
    walk.push(start)
    while (walk.length > 0) {
      const point = walk[walk.length - 1]!
      if (next[point] === 0) {
        order[point] = lowest[point] = count++
        path.push(point)
        open[point] = 1
      }
      const to = edges[point]![next[point]!]
      next[point]! += 1
      if (to !== undefined) {
        if (order[to] === -1) walk.push(to)
        else if (open[to]) lowest[point] = Math.min(lowest[point]!, order[to]!)
        continue
      }
      walk.pop()
      const caller = walk[walk.length - 1]
      if (caller !== undefined) lowest[caller] = Math.min(lowest[caller]!, lowest[point]!)
      if (lowest[point] === order[point]) close(point)
    }
  }
  return found

  function close(point: number): void {
    // Most points are a part of their own.
    const part = path[path.length - 1] === point ? [path.pop()!] : path.splice(path.lastIndexOf(point))
    for (const one of part) open[one] = 0
    if (part.length > 1 || edges[point]!.includes(point)) found.push(part)
  }
}
