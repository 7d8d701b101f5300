import { Button } from '@mantine/core'
import classes from './Simulate.module.css'
import type { Simulation } from './simulation.ts'
import type { Trying } from './Try.tsx'
import { words } from './texts.ts'

type Props = { trying: Trying; simulation: Simulation; readOnly: boolean; onSave(): void }

/** Back, forward, again, and keeping what was done. */
export function Tools({ trying, simulation, readOnly, onSave }: Props) {
  const { cursor, moves, beginning } = simulation
  return (
    <div className={classes.tools}>
      <Tool off={cursor === 0} name={words.stepBack} sign="←" run={() => trying.lookAt(cursor - 1)} />
      <Tool
        off={cursor === moves.length - 1}
        name={words.stepForward}
        sign="→"
        run={() => trying.lookAt(cursor + 1)}
      />
      <Button variant="default" size="compact-sm" onClick={trying.beginAgain}>
        {words.again}
      </Button>
      {!readOnly && (
        <Button variant="default" size="compact-sm" onClick={onSave}>
          {words.save}
        </Button>
      )}
      {!readOnly && beginning.kind === 'case' && <p className={classes.about}>{words.cannotSave}</p>}
    </div>
  )
}

function Tool({ name, sign, off, run }: { name: string; sign: string; off: boolean; run(): void }) {
  return (
    <Button
      variant="default"
      size="compact-sm"
      title={name}
      aria-label={name}
      aria-keyshortcuts={sign === '←' ? 'ArrowLeft' : 'ArrowRight'}
      // Stays where the keyboard is when there is nothing more to go back to.
      {...(off && { 'data-disabled': true })}
      aria-disabled={off}
      onClick={() => !off && run()}
    >
      {sign}
    </Button>
  )
}
