import { Kbd } from '@mantine/core'
import { useMemo } from 'react'
import type { Registers } from '../../engine/case.ts'
import type { Process } from '../../engine/compile.ts'
import { CaseData } from '../work/CaseData.tsx'
import { labelsOf } from '../work/labels.ts'
import { Begin } from './Begin.tsx'
import { Events } from './Events.tsx'
import { Log } from './Log.tsx'
import { Person } from './Person.tsx'
import { RegisterTexts } from './RegisterTexts.tsx'
import { SaveScenario } from './SaveScenario.tsx'
import classes from './Simulate.module.css'
import type { Runs, Saved } from './SimulateView.tsx'
import { Time } from './Time.tsx'
import { Tools } from './Tools.tsx'
import { words } from './texts.ts'
import type { useSimulation } from './use-simulation.ts'

export type Trying = ReturnType<typeof useSimulation>

type Props = {
  id: string
  process: Process
  trying: Trying
  saved: Saved
  runs: Runs
  readOnly: boolean
  registers: Registers
  dialog: 'save' | null
  setDialog(dialog: 'save' | null): void
}

/** One case, tried out: who acts, what can be done, how time passes, and what happened. */
export function Try({ id, process, trying, saved, runs, readOnly, registers, dialog, setDialog }: Props) {
  const { definition } = process
  const { simulation, now, refused, actor } = trying
  const labelOf = useMemo(() => labelsOf(definition.data), [definition])
  return (
    <>
      <Person trying={trying} definition={definition} />
      <p role="alert" className={classes.refused}>
        {refused !== null && words.refusedNow(refused)}
      </p>
      {simulation && now ? (
        <>
          <Tools {...{ trying, simulation, readOnly }} onSave={() => setDialog('save')} />
          <Events {...{ trying, now, labelOf }} roles={actor.roles} />
          <Time {...{ trying, now }} />
          <Log {...{ simulation, definition }} onLook={trying.lookAt} />
          <CaseData data={now.trial.snapshot.data} schema={definition.data} />
          <RegisterTexts registers={now.trial.registers} onChange={trying.changeRegisters} />
          {!readOnly && dialog === 'save' && (
            <SaveScenario {...{ simulation, saved }} people={trying.people} onClose={() => setDialog(null)} />
          )}
          <Keys />
        </>
      ) : (
        <Begin {...{ id, process, trying, saved, runs, registers }} />
      )}
    </>
  )
}

function Keys() {
  return (
    <details className={classes.keys}>
      <summary>{words.keys}</summary>
      <dl>
        {words.keyList.map(([key, what]) => (
          <div key={key}>
            <dt>
              <Kbd>{key}</Kbd>
            </dt>
            <dd>{what}</dd>
          </div>
        ))}
      </dl>
    </details>
  )
}
