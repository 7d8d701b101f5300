// A history played like a film: where it is, whether it runs, how fast. Pure: time is what the caller says it is.

/** Entries a second. */
export const speeds = [1, 2, 5, 20] as const
export type Speed = (typeof speeds)[number]

export type Player = {
  /** from 0 */
  position: number
  /** how many entries there are by now */
  length: number
  /** whether more are coming: then it waits at the end instead of ending */
  isGrowing: boolean
  isPlaying: boolean
  speed: Speed
  /** playing ends here, though one can go on by hand; null: nowhere */
  stop: number | null
  /** when it was last looked at, in milliseconds, and how much of the next entry's time had passed (0 to 1) */
  at: number
  passed: number
}

export function createPlayer(position = 0): Player {
  return { position, length: 0, isGrowing: true, isPlaying: false, speed: 1, stop: null, at: 0, passed: 0 }
}

const last = ({ length }: Player) => Math.max(0, length - 1)
const atRest = { isPlaying: false, passed: 0 } as const

/** Goes on from where it is; from the beginning where it is at the end. Where it was stopped it stays. */
export function play(player: Player, now: number): Player {
  if (player.stop !== null && player.position >= player.stop) return player
  const isOver = !player.isGrowing && player.position >= last(player)
  return { ...player, isPlaying: true, position: isOver ? 0 : player.position, at: now, passed: 0 }
}

export const pause = (player: Player): Player => (player.isPlaying ? { ...player, ...atRest } : player)

/** What has become of it by `now`. The same object where nothing has. */
export function tick(player: Player, now: number): Player {
  if (!player.isPlaying) return player
  const passed = player.passed + (Math.max(0, now - player.at) / 1_000) * player.speed
  const whole = Math.floor(passed)
  if (whole === 0) return { ...player, at: now, passed }
  const end = Math.min(player.stop ?? Number.POSITIVE_INFINITY, last(player))
  const position = Math.min(player.position + whole, end)
  if (position < end) return { ...player, position, at: now, passed: passed - whole }
  const waits = player.isGrowing && position !== player.stop
  return { ...player, position, at: now, passed: 0, isPlaying: waits }
}

/** To a position, by hand; what plays is paused. */
export function jump(player: Player, position: number): Player {
  return { ...player, ...atRest, position: Math.max(0, Math.min(position, last(player))) }
}

export const step = (player: Player, by: number): Player => jump(player, player.position + by)

export const setSpeed = (player: Player, speed: Speed): Player => ({ ...player, speed, passed: 0 })

export function grow(player: Player, length: number, isGrowing: boolean): Player {
  return player.length === length && player.isGrowing === isGrowing
    ? player
    : { ...player, length, isGrowing }
}

/** Ends playing at a position. What has played past it by now comes back to it. */
export function stopAt(player: Player, stop: number | null): Player {
  if (player.stop === stop) return player
  const isPast = stop !== null && player.isPlaying && player.position >= stop
  return isPast ? { ...player, ...atRest, stop, position: stop } : { ...player, stop }
}
