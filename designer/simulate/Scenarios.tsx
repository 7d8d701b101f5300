import { Button, Progress } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import type { Definition } from '../../engine/definition.ts'
import type { Scenario } from '../../engine/scenario.ts'
import { Dialog } from '../ui/Dialog.tsx'
import { sentenceOf } from '../ui/Message.tsx'
import { NameForm } from './SaveScenario.tsx'
import { ScenarioItem } from './ScenarioItem.tsx'
import classes from './Simulate.module.css'
import type { Runs, Saved } from './SimulateView.tsx'
import { describe, remove } from './scenario-file.ts'
import { words } from './texts.ts'

type Props = {
  saved: Saved
  runs: Runs
  definition: Definition
  onOpen(scenario: Scenario, step: number): void
}

/** The scenarios of the draft: what each shows, and whether it still does. */
export function Scenarios({ saved, runs, definition, onOpen }: Props) {
  const { file, problems } = saved.loaded
  const [asked, setAsked] = useState<{ what: 'edit' | 'remove'; scenario: Scenario } | null>(null)
  if (problems.length > 0)
    return (
      <div role="alert">
        <h2>{words.unreadableTitle}</h2>
        <ul>
          {problems.slice(0, 10).map(problem => (
            <li key={problem}>{problem}</li>
          ))}
        </ul>
      </div>
    )
  if (file.scenarios.length === 0) return <p className={classes.about}>{words.none}</p>
  return (
    <>
      <RunAll runs={runs} />
      <ul className={classes.scenarios}>
        {file.scenarios.map(scenario => (
          <ScenarioItem
            key={scenario.scenario}
            {...{ scenario, definition }}
            result={runs.results.get(scenario.scenario)}
            onRun={() => void runs.runOne(scenario.scenario)}
            onOpen={step => onOpen(scenario, step)}
            onEdit={() => setAsked({ what: 'edit', scenario })}
            onRemove={() => setAsked({ what: 'remove', scenario })}
          />
        ))}
      </ul>
      {asked?.what === 'edit' && (
        <Dialog
          onClose={() => setAsked(null)}
          title={words.editTitle}
          closeButtonProps={{ 'aria-label': words.cancel }}
        >
          <NameForm
            saved={saved}
            before={{ name: asked.scenario.scenario, description: asked.scenario.description ?? '' }}
            change={named => describe(asked.scenario.scenario, named)}
            onDone={() => setAsked(null)}
          />
        </Dialog>
      )}
      {asked?.what === 'remove' && (
        <Remove {...{ saved }} scenario={asked.scenario} onClose={() => setAsked(null)} />
      )}
    </>
  )
}

/** Runs them all; says how far it is, and what came out. */
export function RunAll({ runs }: { runs: Runs }) {
  const { results, progress } = runs
  const passed = [...results.values()].filter(({ passed }) => passed).length
  return (
    <div className={classes.runAll}>
      {progress ? (
        <>
          <Button variant="default" size="compact-sm" onClick={runs.stop}>
            {words.stop}
          </Button>
          <Progress
            aria-label={words.progress(progress.done, progress.all)}
            value={(progress.done / progress.all) * 100}
          />
        </>
      ) : (
        <Button variant="default" size="compact-sm" onClick={() => void runs.runAll()}>
          {words.runAll}
        </Button>
      )}
      <p role="status">
        {progress
          ? words.progress(progress.done, progress.all)
          : results.size > 0 && words.result(passed, results.size - passed)}
      </p>
    </div>
  )
}

function Remove({ saved, scenario, onClose }: { saved: Saved; scenario: Scenario; onClose(): void }) {
  const title = scenario.scenario
  const others = saved.loaded.file.scenarios.filter(({ given }) => given === title).length
  const removing = useMutation({
    mutationFn: () => saved.change(remove(title)),
    onSuccess: ({ kind }) => kind === 'kept' && onClose(),
  })
  return (
    <Dialog onClose={onClose} title={words.removeTitle} closeButtonProps={{ 'aria-label': words.cancel }}>
      <p>{words.removeText(title, others)}</p>
      {removing.data?.kind === 'problem' && <p role="alert">{removing.data.sentence}</p>}
      {removing.error && <p role="alert">{sentenceOf(removing.error)}</p>}
      <Button color="red" loading={removing.isPending} onClick={() => removing.mutate()}>
        {words.remove}
      </Button>
    </Dialog>
  )
}
