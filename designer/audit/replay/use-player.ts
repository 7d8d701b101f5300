import { useEffect, useState } from 'react'
import type { Loaded } from '../load-history.ts'
import {
  createPlayer,
  grow,
  jump,
  type Player,
  pause,
  play,
  type Speed,
  setSpeed,
  step,
  stopAt,
  tick,
} from './player.ts'

export type PlayerControls = {
  player: Player
  toggle(): void
  step(by: number): void
  jump(position: number): void
  setSpeed(speed: Speed): void
}

/** A player over a history that may still be arriving, looked at whenever the screen is drawn. */
export function usePlayer({ count, state }: Loaded, stop: number | null): PlayerControls {
  const [player, set] = useState(() => createPlayer())
  useEffect(() => {
    set(player => stopAt(grow(player, count, state === 'loading'), stop))
  }, [count, state, stop])

  const { isPlaying } = player
  useEffect(() => {
    if (!isPlaying) return
    let frame = requestAnimationFrame(function look(now) {
      set(player => tick(player, now))
      frame = requestAnimationFrame(look)
    })
    return () => cancelAnimationFrame(frame)
  }, [isPlaying])

  return {
    player,
    toggle: () => set(player => (player.isPlaying ? pause(player) : play(player, performance.now()))),
    step: by => set(player => step(player, by)),
    jump: position => set(player => jump(player, position)),
    setSpeed: speed => set(player => setSpeed(player, speed)),
  }
}
