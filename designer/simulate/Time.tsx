import { Button, NativeSelect, NumberInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { formatExactly } from '../ui/format.ts'
import { durationOf, type Unit } from './duration.ts'
import classes from './Simulate.module.css'
import type { Move } from './simulation.ts'
import type { Trying } from './Try.tsx'
import { words } from './texts.ts'
import { timerTitle } from './words-of.ts'

/** The simulation's clock: what waits for its time, and how time is let pass. */
export function Time({ trying, now }: { trying: Trying; now: Move }) {
  const { at, timers, process } = now.trial
  const [amount, setAmount] = useState<number | string>(1)
  const [unit, setUnit] = useState<Unit>('days')
  const duration = durationOf(Number(amount), unit)
  const pass = (event: FormEvent) => {
    event.preventDefault()
    if (duration !== undefined) trying.wait(duration)
  }
  return (
    <section>
      <h2>{words.time}</h2>
      <p className={classes.about}>{words.clock(formatExactly(at))}</p>
      {now.trial.snapshot.status === 'open' && (
        <form onSubmit={pass} aria-label={words.pass} className={classes.pass}>
          <NumberInput
            label={words.amount}
            min={1}
            allowDecimal={false}
            value={amount}
            error={duration === undefined ? words.noTime : undefined}
            onChange={setAmount}
          />
          <NativeSelect
            label={words.unit}
            value={unit}
            data={Object.entries(words.units).map(([value, label]) => ({ value, label }))}
            onChange={event => setUnit(event.currentTarget.value as Unit)}
          />
          <Button type="submit" variant="default" disabled={duration === undefined}>
            {words.pass}
          </Button>
        </form>
      )}
      {now.trial.snapshot.status === 'open' && (
        <>
          <h3>{words.timers}</h3>
          {timers.length === 0 && <p className={classes.about}>{words.noTimers}</p>}
          <ul className={classes.timers}>
            {timers.map(timer => (
              <li key={timer.id}>
                <span>{timerTitle(process, timer.id)}</span>
                <Button variant="default" size="compact-sm" onClick={() => trying.skipTo(timer)}>
                  {timer.dueAt <= at ? words.dueNow : words.skip(formatExactly(timer.dueAt))}
                </Button>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  )
}
