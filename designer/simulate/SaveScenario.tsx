import { Button, Textarea, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import type { People } from '../../engine/trial.ts'
import { Dialog } from '../ui/Dialog.tsx'
import { sentenceOf } from '../ui/Message.tsx'
import { record } from './recording.ts'
import type { Saved } from './SimulateView.tsx'
import { add, type Change } from './scenario-file.ts'
import type { Simulation } from './simulation.ts'
import { words } from './texts.ts'

type Props = { simulation: Simulation; saved: Saved; people: People; onClose(): void }

/** Keeps what was done up to now as a scenario. */
export function SaveScenario({ simulation, saved, people, onClose }: Props) {
  const canSave = simulation.beginning.kind !== 'case'
  return (
    <Dialog onClose={onClose} title={words.saveTitle} closeButtonProps={{ 'aria-label': words.cancel }}>
      {saved.loaded.problems.length > 0 ? (
        <p role="alert">{words.unreadable}</p>
      ) : canSave ? (
        <NameForm
          about={words.saveAbout(simulation.cursor)}
          saved={saved}
          before={{ name: '', description: '' }}
          change={named => add(record(simulation, named)!, people)}
          onDone={onClose}
        />
      ) : (
        <p role="alert">{words.cannotSave}</p>
      )}
    </Dialog>
  )
}

type Named = { name: string; description: string }
type FormProps = {
  about?: string
  saved: Saved
  before: Named
  change(named: Named): Change
  onDone(): void
}

/** A name and a description for a scenario. What cannot be saved is told, and stays in the form. */
export function NameForm({ about, saved, before, change, onDone }: FormProps) {
  const [name, setName] = useState(before.name)
  const [description, setDescription] = useState(before.description)
  const keep = useMutation({
    mutationFn: () => saved.change(change({ name: name.trim(), description: description.trim() })),
    onSuccess: ({ kind }) => kind === 'kept' && onDone(),
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (name.trim() !== '') keep.mutate()
  }
  const problem = keep.data?.kind === 'problem' ? keep.data.sentence : undefined
  return (
    <form onSubmit={submit}>
      {about && <p>{about}</p>}
      <TextInput
        data-autofocus
        label={words.name}
        maxLength={200}
        value={name}
        error={problem}
        onChange={event => setName(event.currentTarget.value)}
      />
      <Textarea
        mt="sm"
        label={words.description}
        maxLength={2_000}
        value={description}
        onChange={event => setDescription(event.currentTarget.value)}
      />
      {keep.error && <p role="alert">{sentenceOf(keep.error)}</p>}
      <Button type="submit" mt="sm" disabled={name.trim() === ''} loading={keep.isPending}>
        {words.saveNow}
      </Button>
    </form>
  )
}
