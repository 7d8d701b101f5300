import { Button, NativeSelect } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { targetFrom } from '../apply/relink.ts'
import { stateAt } from '../apply/tree.ts'
import type { TransitionList } from '../draft.ts'
import type { Editor } from '../editor.ts'
import { words as editorWords } from '../texts.ts'
import { freshName, pointerOf, transitionsOf } from '../transitions.ts'
import { useEditor } from '../use-editor.ts'
import { eventsIn, stateChoices } from '../uses.ts'
import { ChoiceInput } from './ChoiceInput.tsx'
import classes from './Panels.module.css'
import { TimerField } from './TimerField.tsx'
import { words } from './texts.ts'

const triggers = ['on', 'after', 'always', 'onDone'] as const
type Trigger = (typeof triggers)[number]

/** A transition out of the state (of the process: from anywhere in it). It is selected then, for all the rest. */
export function AddTransition({ editor, path }: { editor: Editor; path: string }) {
  const { definition } = useEditor(editor).draft
  const [isOpen, setOpen] = useState(false)
  const [trigger, setTrigger] = useState<Trigger>('on')
  const [event, setEvent] = useState('')
  const [delay, setDelay] = useState('P1D')
  const [target, setTarget] = useState('')
  const state = stateAt(definition, path)
  if (!state) return null
  const hasInner = Object.keys(state.states ?? {}).length > 0

  const add = (submitted: FormEvent) => {
    submitted.preventDefault()
    const key = event.trim() || freshName('NEXT', name => Object.hasOwn(state.on ?? {}, name))
    const list: TransitionList =
      trigger === 'on'
        ? { state: path, list: 'on', key }
        : trigger === 'after'
          ? { state: path, list: 'after', key: delay }
          : { state: path, list: trigger }
    const index = transitionsOf(state, list)?.length ?? 0
    editor.apply({
      kind: 'add-transition',
      to: list,
      transition: target === '' ? {} : { target: targetFrom(definition, path, target) },
    })
    setOpen(false)
    setEvent('')
    editor.reveal(pointerOf({ ...list, index }))
  }

  if (!isOpen)
    return (
      <div>
        <Button variant="default" size="compact-sm" onClick={() => setOpen(true)}>
          {words.leadsOn.add}
        </Button>
      </div>
    )
  return (
    <form className={classes.adding} onSubmit={add} aria-label={words.leadsOn.add}>
      <NativeSelect
        label={words.leadsOn.trigger}
        value={trigger}
        data={triggers
          .filter(one => one !== 'onDone' || hasInner)
          .map(value => ({ value, label: editorWords.triggers[value] }))}
        onChange={changed => setTrigger(changed.currentTarget.value as Trigger)}
        autoFocus
      />
      {trigger === 'on' && (
        <ChoiceInput
          label={words.leadsOn.event}
          placeholder="NEXT"
          value={event}
          choices={eventsIn(definition)}
          disabled={false}
          isLive
          onDone={setEvent}
        />
      )}
      {trigger === 'after' && <TimerField editor={editor} value={delay} disabled={false} onDone={setDelay} />}
      <NativeSelect
        label={words.leadsOn.target}
        value={target}
        data={[{ value: '', label: words.target.stay }, ...stateChoices(definition)]}
        onChange={changed => setTarget(changed.currentTarget.value)}
      />
      <div className={classes.row}>
        <Button type="submit" size="compact-sm">
          {words.add}
        </Button>
        <Button variant="subtle" color="gray" size="compact-sm" onClick={() => setOpen(false)}>
          {editorWords.cancel}
        </Button>
      </div>
    </form>
  )
}
