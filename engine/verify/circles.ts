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
  const path: number[] = []
  const found: number[][] = []
  let count = 0

  for (let start = 0; start < edges.length; start++) {
    if (order[start] !== -1) continue
    const walk = [{ point: start, next: 0 }]
    for (let here = walk.at(-1); here; here = walk.at(-1)) {
      const { point } = here
      if (here.next === 0) {
        order[point] = lowest[point] = count++
        path.push(point)
        open[point] = 1
      }
      const to = edges[point]![here.next++]
      if (to !== undefined) {
        if (order[to] === -1) walk.push({ point: to, next: 0 })
        else if (open[to]) lowest[point] = Math.min(lowest[point]!, order[to]!)
        continue
      }
      walk.pop()
      const caller = walk.at(-1)
      if (caller) lowest[caller.point] = Math.min(lowest[caller.point]!, lowest[point]!)
      if (lowest[point] === order[point]) close(point)
    }
  }
  return found

  function close(point: number): void {
    const part = path.splice(path.lastIndexOf(point))
    for (const one of part) open[one] = 0
    if (part.length > 1 || edges[point]!.includes(point)) found.push(part)
  }
}
