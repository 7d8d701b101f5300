import { ActionIcon, Button, NativeSelect } from '@mantine/core'
import type { ReactNode } from 'react'
import { words as all } from '../texts.ts'
import { type Speed, speeds } from './player.ts'
import classes from './Replay.module.css'
import { FirstSign, LastSign, NextSign, PauseSign, PlaySign, PreviousSign } from './signs.tsx'
import type { PlayerControls } from './use-player.ts'

const words = all.replay

type Props = { controls: PlayerControls; seq: number; last: number; children: ReactNode }

/** The scrubber and what plays it. `children`: what else can be done with the place. */
export function Controls({ controls, seq, last, children }: Props) {
  const { player, toggle, step, jump, setSpeed } = controls
  const { position, length, isPlaying, speed } = player
  const isFirst = position === 0
  const isLast = position >= length - 1
  return (
    <div className={classes.controls}>
      <input
        type="range"
        className={classes.scrubber}
        aria-label={words.scrubber}
        aria-valuetext={words.place(seq, last)}
        min={0}
        max={Math.max(0, length - 1)}
        value={position}
        onChange={event => jump(Number(event.currentTarget.value))}
      />
      <div className={classes.buttons}>
        <Way label={words.first} isOff={isFirst} onClick={() => jump(0)}>
          <FirstSign />
        </Way>
        <Way label={words.back} isOff={isFirst} onClick={() => step(-1)}>
          <PreviousSign />
        </Way>
        <Button
          size="sm"
          className={classes.play}
          leftSection={isPlaying ? <PauseSign /> : <PlaySign />}
          onClick={toggle}
        >
          {isPlaying ? words.pause : words.play}
        </Button>
        <Way label={words.forward} isOff={isLast} onClick={() => step(1)}>
          <NextSign />
        </Way>
        <Way label={words.last} isOff={isLast} onClick={() => jump(length - 1)}>
          <LastSign />
        </Way>
        <NativeSelect
          size="sm"
          aria-label={words.speed}
          title={words.perSecond(speed)}
          value={String(speed)}
          data={speeds.map(one => ({ value: String(one), label: words.speeds(one) }))}
          onChange={event => setSpeed(Number(event.currentTarget.value) as Speed)}
        />
        <span className={classes.place}>{words.place(seq, last)}</span>
      </div>
      <div className={classes.buttons}>
        <span className={classes.hint}>{words.keys}</span>
        {children}
      </div>
    </div>
  )
}

type WayProps = { label: string; isOff: boolean; onClick(): void; children: ReactNode }

function Way({ label, isOff, onClick, children }: WayProps) {
  return (
    <ActionIcon
      variant="default"
      size="input-sm"
      aria-label={label}
      title={label}
      // Not disabled: the keyboard would be nowhere when it comes to the end.
      {...(isOff && { 'data-disabled': true, 'aria-disabled': true })}
      onClick={() => !isOff && onClick()}
    >
      {children}
    </ActionIcon>
  )
}
