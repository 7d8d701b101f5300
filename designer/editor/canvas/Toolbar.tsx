import { ActionIcon, Button, Group } from '@mantine/core'
import { memo, type ReactNode } from 'react'
import type { Action, ActionId } from '../actions.ts'
import { alignments, spreads } from './align.ts'
import { nameOf } from './KeyNames.tsx'
import { ArrangeSign, RedoSign, UndoSign } from './signs.tsx'
import { words } from './texts.ts'

type Props = {
  actions: readonly Action[]
  /** which of the actions are possible (`possibleOf`): with others they are drawn anew, and only then */
  possible: string
  readOnly: boolean
  isSeveral: boolean
}

export const possibleOf = (actions: readonly Action[]): string =>
  actions.map(({ isPossible }) => (isPossible() ? '1' : '0')).join('')

/** What is done most, as buttons; each is an action of the list. */
export const Toolbar = memo(function Toolbar({ actions, possible, readOnly, isSeveral }: Props) {
  const tool = (id: ActionId, sign?: ReactNode) => (
    <Tool action={actions.find(action => action.id === id)!} sign={sign} />
  )
  if (readOnly)
    return (
      <>
        {tool('fit')}
        {tool('search')}
      </>
    )
  return (
    <>
      <UndoTools actions={actions} possible={possible} />
      {isSeveral ? (
        <Group gap={4} role="group" aria-label={words.align}>
          {alignments.map(how => (
            <span key={how}>{tool(`align-${how}`, <ArrangeSign how={how} />)}</span>
          ))}
          {spreads.map(how => (
            <span key={how}>{tool(`distribute-${how}`, <ArrangeSign how={how} />)}</span>
          ))}
        </Group>
      ) : (
        tool('connect')
      )}
      {tool('remove')}
      {tool('tidy')}
      {tool('fit')}
      {tool('search')}
      {tool('keys')}
    </>
  )
})

/** Also on tabs that change the draft and have no tools of the drawing. */
export const UndoTools = memo(function UndoTools({ actions }: Pick<Props, 'actions' | 'possible'>) {
  const byId = (id: ActionId) => actions.find(action => action.id === id)!
  return (
    <Group gap={4}>
      <Tool action={byId('undo')} sign={<UndoSign />} />
      <Tool action={byId('redo')} sign={<RedoSign />} />
    </Group>
  )
})

function Tool({ action: { name, keys, isPossible, run }, sign }: { action: Action; sign?: ReactNode }) {
  const [key] = keys
  const about = key === undefined ? name : `${name} (${nameOf(key)})`
  return sign === undefined ? (
    <Button variant="default" size="compact-sm" title={about} disabled={!isPossible()} onClick={() => run()}>
      {name}
    </Button>
  ) : (
    <ActionIcon
      variant="default"
      size={26}
      aria-label={name}
      title={about}
      disabled={!isPossible()}
      onClick={() => run()}
    >
      {sign}
    </ActionIcon>
  )
}
