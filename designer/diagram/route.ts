// Lines from state to state around the states between them, and a spot on each for its label. Pure geometry.
//
// A router remembers what it drew: a line whose ends stay, and near which nothing moved, keeps its way, and a label
// stays where it is as long as it may. So an edit costs what it moved, and a drawing does not jump about.

import { type Box, createGrid, type Grid, grown, meets, type Point, sameBox, segmentBox } from './geometry.ts'
import { type Size, spotFor, type Taken } from './route/labels.ts'
import { createPorts, type Ends, type Pair, type Port } from './route/ports.ts'
import { findWay } from './route/search.ts'
import { type Piece, roomOf, spread } from './route/spread.ts'

export type { Point } from './geometry.ts'

/** A line to be drawn. Ends are named by their paths: what is around an end is no obstacle to the line. */
export type Line = Ends & {
  source: string
  target: string
  label: Size
  /** nothing is gone to: only a label that hangs on its state, in the head of a frame, below a card */
  hangs: 'inside' | 'below' | null
}

/** A state that stands in the way, or a frame, which does so for lines that begin and end outside of it. */
export type Obstacle = Box & { path: string; isFrame: boolean; title: Box | null }

/** Corners of the line, and where its label is. `crosses`: no way around the states between was found. */
export type Route = { points: Point[]; label: Box; crosses: boolean }

type Found = {
  line: Line
  ports: Pair
  points: Point[]
  room: (Piece | undefined)[]
  crosses: boolean
  /** what the way depends on lies within */
  region: Box
}

export type Router = (lines: readonly Line[], obstacles: readonly Obstacle[]) => Map<string, Route>

export function createRouter(): Router {
  let found = new Map<string, Found>()
  let routes = new Map<string, Route>()
  const standing = new Map<string, Obstacle>()
  const walls = createGrid<Obstacle>()
  const taken = createGrid<Taken>()
  const takenBy = new Map<string, Taken[]>()
  const portsOf = createPorts()

  return (lines, obstacles) => {
    const moved = move(obstacles)
    const ports = portsOf(lines.filter(({ hangs }) => hangs === null))
    let nth = 0
    const next = new Map(
      lines.map(line => [line.id, find(line, line.hangs === null ? ports[nth++] : undefined, moved)]),
    )
    const same = next.size === found.size && [...next].every(([id, one]) => one === found.get(id))
    if (same && moved.length === 0) return routes
    const points = spread([...next.values()])
    for (const id of routes.keys()) if (!next.has(id)) put(id, [])
    const [before, found0] = [routes, found]
    found = next
    routes = new Map()
    const open: [Found, Point[]][] = []
    for (const [n, one] of [...next.values()].entries()) {
      const old = before.get(one.line.id)
      const isHung = one.line.hangs !== null
      const way =
        old &&
        (isHung
          ? sameBox(found0.get(one.line.id)!.line.from, one.line.from)
          : samePoints(old.points, points[n]!))
          ? old.points
          : points[n]!
      const fits =
        old && old.points === way && old.label.w === one.line.label.w && old.label.h === one.line.label.h
      if (fits && old.crosses === one.crosses && !moved.some(box => meets(box, old.label))) {
        routes.set(one.line.id, old)
      } else open.push([one, way])
    }
    for (const [{ line }, way] of open) put(line.id, pieces(line.id, way))
    for (const [{ line, crosses }, way] of open) {
      const label = line.hangs ? hang(line, taken) : spotFor(way, line.label, line.id, taken)
      put(line.id, [...pieces(line.id, way), { ...label, owner: line.id, cost: 'never' }])
      routes.set(line.id, { points: line.hangs ? stem(line, label) : way, label, crosses })
    }
    return routes
  }

  /** Takes over where states stand now; answers what has changed, as it was and as it is. */
  function move(obstacles: readonly Obstacle[]): Box[] {
    const moved: Box[] = []
    const gone = new Set(standing.keys())
    for (const one of obstacles) {
      const before = standing.get(one.path)
      gone.delete(one.path)
      if (
        before &&
        sameBox(before, one) &&
        before.isFrame === one.isFrame &&
        before.title?.w === one.title?.w
      )
        continue
      if (before) forget(before)
      standing.set(one.path, one)
      walls.add(one)
      put(`state ${one.path}`, takenByState(one))
      if (before) moved.push(before)
      moved.push(one)
    }
    for (const path of gone) {
      const before = standing.get(path)!
      forget(before)
      standing.delete(path)
      put(`state ${path}`, [])
      moved.push(before)
    }
    return moved
  }

  function forget(obstacle: Obstacle): void {
    walls.remove(obstacle)
  }

  function put(owner: string, boxes: Taken[]): void {
    for (const box of takenBy.get(owner) ?? []) taken.remove(box)
    for (const box of boxes) taken.add(box)
    if (boxes.length > 0) takenBy.set(owner, boxes)
    else takenBy.delete(owner)
  }

  function find(line: Line, ports: Pair | undefined, moved: readonly Box[]): Found {
    const before = found.get(line.id)
    if (!ports) return before?.line === line ? before : hanging(line)
    const isStill = before && !moved.some(box => meets(box, before.region))
    if (isStill && before.line === line && before.ports === ports) return before
    const isSame =
      isStill &&
      before.line.relation === line.relation &&
      before.line.source === line.source &&
      before.line.target === line.target &&
      samePort(before.ports[0], ports[0]) &&
      samePort(before.ports[1], ports[1])
    if (isSame) return { ...before, line, ports }
    let region = grown(segmentBox(ports[0], ports[1]), near)
    let obstacles = inTheWay(line, region)
    let way = findWay(ports[0], ports[1], obstacles)
    if (way.crosses) {
      region = grown(segmentBox(ports[0], ports[1]), far)
      obstacles = inTheWay(line, region)
      way = findWay(ports[0], ports[1], obstacles)
    }
    const reached = grown(boxAround(way.points), 80)
    if (!within(reached, region)) {
      region = union(region, reached)
      obstacles = inTheWay(line, region)
    }
    return { line, ports, ...way, room: roomOf(way.points, obstacles), region }
  }

  function inTheWay({ source, target, relation }: Line, region: Box): Obstacle[] {
    const around = walls.near(region).filter(one => meets(one, region) && !isAround(one.path, source, target))
    // A frame in the way hides what is inside it.
    const frames = new Set(around.filter(({ isFrame }) => isFrame).map(({ path }) => path))
    return around.filter(({ path, isFrame }) => {
      if (relation !== 'apart' && (path === source || path === target) && isFrame) return relation === 'self'
      for (let at = outer(path); at !== ''; at = outer(at)) if (frames.has(at)) return false
      return true
    })
  }
}

const near = 160
const far = 700

const outer = (path: string) => path.slice(0, Math.max(0, path.lastIndexOf('.')))
const isInside = (path: string, around: string) => path.startsWith(`${around}.`)
const isAround = (path: string, source: string, target: string) =>
  isInside(source, path) || isInside(target, path)

const samePort = (a: Port, b: Port) => a.x === b.x && a.y === b.y && a.way === b.way
const samePoints = (a: readonly Point[], b: readonly Point[]) =>
  a === b || (a.length === b.length && a.every(({ x, y }, n) => x === b[n]!.x && y === b[n]!.y))

const within = (a: Box, b: Box) =>
  a.x >= b.x && a.y >= b.y && a.x + a.w <= b.x + b.w && a.y + a.h <= b.y + b.h

function union(a: Box, b: Box): Box {
  const [x, y] = [Math.min(a.x, b.x), Math.min(a.y, b.y)]
  return { x, y, w: Math.max(a.x + a.w, b.x + b.w) - x, h: Math.max(a.y + a.h, b.y + b.h) - y }
}

function boxAround(points: readonly Point[]): Box {
  const xs = points.map(({ x }) => x)
  const ys = points.map(({ y }) => y)
  const [x, y] = [Math.min(...xs), Math.min(...ys)]
  return { x, y, w: Math.max(...xs) - x, h: Math.max(...ys) - y }
}

function takenByState({ path, isFrame, title, x, y, w, h }: Obstacle): Taken[] {
  const owner = `state ${path}`
  if (!isFrame) return [{ x, y, w, h, owner, cost: 'never' }]
  const thin = (box: Box): Taken => ({ ...box, owner, cost: 'cheap' })
  return [
    thin({ x, y, w, h: 0 }),
    thin({ x, y: y + h, w, h: 0 }),
    thin({ x, y, w: 0, h }),
    thin({ x: x + w, y, w: 0, h }),
    ...(title ? [{ ...title, owner, cost: 'dear' as const }] : []),
  ]
}

const pieces = (id: string, points: readonly Point[]): Taken[] =>
  points.slice(1).map((end, n) => ({ ...segmentBox(points[n]!, end), owner: id, cost: 'cheap' }))

function hanging(line: Line): Found {
  const { x, y, h } = line.from
  const port: Port = { x: x + 16, y: y + h, way: 'bottom' }
  return { line, ports: [port, port], points: [port], room: [], crosses: false, region: line.from }
}

/** Below its state, under those that hang there already; of a frame, beside its name. */
function hang(line: Line, taken: Grid<Taken>): Box {
  const { from, label, id } = line
  const isFree = (box: Box) =>
    !taken.near(box).some(one => one.owner !== id && one.cost !== 'cheap' && meets(one, grown(box, 1)))
  const spots = line.hangs === 'inside' ? insideSpots(from, label) : belowSpots(from, label)
  const spot = spots.find(isFree)
  return (
    spot ??
    spotFor(
      [
        { x: from.x + 16, y: from.y + from.h },
        { x: from.x + 16, y: from.y + from.h + 24 },
      ],
      label,
      id,
      taken,
    )
  )
}

function belowSpots({ x, y, w, h }: Box, size: Size): Box[] {
  const lefts = [x + 8, x + w - size.w]
  return [0, 1, 2, 3, 4, 5].flatMap(row =>
    lefts.map(left => ({ ...size, x: left, y: y + h + 5 + row * (size.h + 4) })),
  )
}

/** In the head, from the right, then in a second row of it. */
function insideSpots({ x, y, w }: Box, size: Size): Box[] {
  const spots: Box[] = []
  for (const row of [8, 8 + size.h + 4])
    for (let left = x + w - size.w - 44; left > x + 12; left -= 12)
      spots.push({ ...size, x: Math.round(left), y: y + row })
  return spots
}

/** The short line by which a label hangs on its state. */
function stem({ from, hangs }: Line, label: Box): Point[] {
  const middle = { x: label.x, y: label.y + label.h / 2 }
  if (hangs === 'inside') return [middle, middle]
  const x = Math.max(from.x + 6, Math.min(from.x + from.w - 6, label.x + 10))
  return [
    { x, y: from.y + from.h },
    { x, y: label.y },
  ]
}
