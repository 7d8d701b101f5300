import { expect, test } from 'vitest'
import {
  createPlayer,
  grow,
  jump,
  type Player,
  pause,
  play,
  setSpeed,
  step,
  stopAt,
  tick,
} from '../../designer/audit/replay/player.ts'

const of = (length: number, position = 0) => grow(createPlayer(position), length, false)
/** Looked at every sixtieth of a second, as a screen does. */
function watch(player: Player, from: number, ms: number): Player {
  let now = player
  for (let at = from; at <= from + ms; at += 1_000 / 60) now = tick(now, at)
  return now
}

test('it plays so many entries a second as its speed says, however often it is looked at', () => {
  const playing = play(of(1_000), 0)

  expect(watch(playing, 0, 3_020).position).toBe(3)
  expect(tick(setSpeed(playing, 20), 3_000).position).toBe(60)
  expect(watch(setSpeed(playing, 20), 0, 3_020).position).toBe(60)
})

test('it ends at the last entry, and plays from the beginning after that', () => {
  const ended = tick(play(of(5), 0), 60_000)

  expect(ended).toMatchObject({ position: 4, isPlaying: false })
  expect(play(ended, 60_000)).toMatchObject({ position: 0, isPlaying: true })
})

test('while more is on its way it waits at the end', () => {
  const waiting = tick(play(grow(createPlayer(), 5, true), 0), 60_000)

  expect(waiting).toMatchObject({ position: 4, isPlaying: true })
  expect(tick(grow(waiting, 9, true), 61_000).position).toBe(5)
})

test('a step or a jump pauses it, and stays within the history', () => {
  const playing = play(of(50, 10), 0)

  expect(step(playing, 1)).toMatchObject({ position: 11, isPlaying: false })
  expect(step(playing, -10).position).toBe(0)
  expect(step(playing, -11).position).toBe(0)
  expect(jump(playing, 400).position).toBe(49)
  expect(tick(pause(playing), 9_000).position).toBe(10)
})

test('nothing is played past the place where it is stopped; by hand one can go on', () => {
  const stopped = stopAt(of(50), 7)

  expect(tick(play(stopped, 0), 60_000)).toMatchObject({ position: 7, isPlaying: false })
  expect(play(jump(stopped, 7), 0).isPlaying).toBe(false)
  expect(step(jump(stopped, 7), 1).position).toBe(8)
})

test('what has played past the place that turns out to be the end comes back to it', () => {
  const ahead = tick(play(of(50), 0), 20_000)
  expect(ahead.position).toBe(20)

  expect(stopAt(ahead, 7)).toMatchObject({ position: 7, isPlaying: false })
  expect(stopAt(pause(ahead), 7).position).toBe(20)
})
